// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.conf.schema.DirectiveSpec;
import org.junit.jupiter.api.Test;

class LuaDirectivesTest {

    @Test
    void allDirectivesOfTheModuleAreThereOnce() {
        assertThat(LuaDirectives.TABLE)
                .extracting(DirectiveSpec::name)
                .doesNotHaveDuplicates()
                .hasSize(88);
    }

    @Test
    void blocksOfLuaAreToldByTheirName() {
        assertThat(LuaDirectives.isLuaBlock("content_by_lua_block")).isTrue();
        assertThat(LuaDirectives.isLuaBlock("content_by_lua")).isFalse();
        assertThat(LuaDirectives.isLuaBlock("location")).isFalse();
    }
}

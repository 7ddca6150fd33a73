// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuaArgumentsTest {

    private static LuaArguments parse(String line) {
        return LuaArguments.parse(line.split(" "));
    }

    @Test
    void stepsKeepTheirOrder() {
        LuaArguments arguments = parse("-lone -e chunk -j on -O3 -O script a -v");
        assertThat(arguments.steps())
                .extracting(step -> step.option() + step.value())
                .containsExactly("lone", "echunk", "jon", "O3", "O");
        assertThat(arguments.script()).isEqualTo(7);
        assertThat(arguments.version()).isFalse();
    }

    @Test
    void optionsEndAtTheScriptADashOrTwoDashes() {
        assertThat(parse("x -v").script()).isZero();
        assertThat(parse("-v - -i").script()).isEqualTo(1);
        assertThat(parse("-v -- -i").script()).isEqualTo(2);
        assertThat(LuaArguments.parse().script()).isZero();
        assertThat(parse("-v").script()).isEqualTo(1);
    }

    @Test
    void interactiveModeTellsTheVersion() {
        LuaArguments arguments = parse("-i -E");
        assertThat(arguments.interactive()).isTrue();
        assertThat(arguments.version()).isTrue();
        assertThat(arguments.environment()).isFalse();
    }

    @Test
    void bytecodeTakesTheRest() {
        assertThat(parse("-bg in out").bytecode()).isZero();
        assertThat(parse("-E -b in out").bytecode()).isEqualTo(1);
        assertThat(parse("--listing x.lua").listing()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-z",
                "-e",
                "-l",
                "-j",
                "-vi",
                "-ix",
                "--help",
                "-h",
                "-e x -b y",
                "--listing"
            })
    void wrongOnesAreRefused(String line) {
        assertThat(parse(line)).isNull();
    }
}

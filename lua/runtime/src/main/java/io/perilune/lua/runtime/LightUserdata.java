// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** An address as a Lua value, equal to every other one of the same address. Immutable. */
public final class LightUserdata extends LuaUserdata implements ValueKey {
    /** `ngx.null`, `cjson.null`. */
    public static final LightUserdata NULL = new LightUserdata(0);

    private final long address;

    public LightUserdata(long address) {
        super(null, null);
        this.address = address;
    }

    public long address() {
        return address;
    }

    @Override
    protected LuaUserdata copyInto(HeapCopy heap) {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LightUserdata light && light.address == address;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address);
    }
}

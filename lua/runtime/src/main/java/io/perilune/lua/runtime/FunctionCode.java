// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * The code of a Lua function apart from the class of its closures, which is then small: static
 * methods like the closure's, with the closure in front. The JVM loads it when it runs for the
 * first time. Never instantiated.
 */
public abstract class FunctionCode {
    protected FunctionCode() {}
}

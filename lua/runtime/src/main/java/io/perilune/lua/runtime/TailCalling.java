// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** A library function whose last deed is a call that takes its place on the stack, as in LuaJIT. */
public interface TailCalling {}

// SPDX-License-Identifier: Apache-2.0
/**
 * What a configuration text says: directives, blocks, where each stands, and the one complaint a
 * reader can get.
 */
package io.perilune.conf.tree;

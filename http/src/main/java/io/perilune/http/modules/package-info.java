// SPDX-License-Identifier: Apache-2.0
/**
 * nginx's HTTP modules, each a class in the order of nginx's module files; larger ones have a
 * package.
 */
package io.perilune.http.modules;

// SPDX-License-Identifier: Apache-2.0
/** Twenty realistic tasks for regexes, in our engine and in three others. */
package io.perilune.benchmark.regex;

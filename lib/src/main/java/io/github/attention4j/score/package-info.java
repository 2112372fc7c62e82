/** Score functions: how well a key matches a query. */
package io.github.attention4j.score;

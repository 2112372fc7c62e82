/** Positions: what tells attention the order of a sequence. */
package io.github.attention4j.position;

/** A stand-in for the IJava kernel's main class. */
package io.github.spencerpark.ijava;

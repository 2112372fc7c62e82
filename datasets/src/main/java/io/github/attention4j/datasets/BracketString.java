package io.github.attention4j.datasets;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One balanced string of brackets.
 *
 * @param tokens {@link Brackets#TOKENS} by their numbers
 * @param openers the place of each closer's opener; -1 at the openers
 */
record BracketString(int[] tokens, int[] openers) {
  private static final String CLOSING = ")]}>";
  private static final int UNSEEN_EVERY = 5;

  /**
   * Takes the tokens of a string.
   *
   * @throws IllegalArgumentException if it is not balanced
   */
  static BracketString of(int[] tokens) {
    int[] openers = new int[tokens.length];
    Deque<Integer> open = new ArrayDeque<>();
    for (int t = 0; t < tokens.length; t++) {
      boolean closes = tokens[t] == Brackets.CLOSER;
      if (closes && open.isEmpty()) {
        throw new IllegalArgumentException(
            "\"%s\": nothing is open that the ? at %d could close".formatted(text(tokens), t));
      }
      openers[t] = closes ? open.pop() : -1;
      if (!closes) {
        open.push(t);
      }
    }
    if (!open.isEmpty() || tokens.length == 0) {
      throw new IllegalArgumentException(
          "\"%s\" leaves %d brackets open, expected a balanced string"
              .formatted(text(tokens), open.size()));
    }
    return new BracketString(tokens, openers);
  }

  /**
   * Reads a string.
   *
   * @throws IllegalArgumentException if it has another token, or is not balanced
   */
  static BracketString parse(String string) {
    int[] tokens =
        string.chars().map(c -> Brackets.TOKENS.indexOf(Character.toString(c))).toArray();
    for (int t = 0; t < tokens.length; t++) {
      if (tokens[t] < 0) {
        throw new IllegalArgumentException(
            "\"%s\" has %s at %d, expected one of %s"
                .formatted(string, string.charAt(t), t, String.join(" ", Brackets.TOKENS)));
      }
    }
    return of(tokens);
  }

  /** Draws a string: opening and closing are equally likely where both are possible. */
  static BracketString random(int length, Random random) {
    int[] tokens = new int[length];
    int depth = 0;
    for (int t = 0; t < length; t++) {
      boolean opens = depth == 0 || depth < length - t && random.nextBoolean();
      tokens[t] = opens ? random.nextInt(Brackets.KINDS) : Brackets.CLOSER;
      depth += opens ? 1 : -1;
    }
    return of(tokens);
  }

  /** Whether its pattern of opening and closing is among the fifth that is kept for testing. */
  boolean isUnseen() {
    long pattern = 1; // then a bit for each token, 1 if it opens
    for (int token : tokens) {
      pattern = 2 * pattern + (token == Brackets.CLOSER ? 0 : 1);
    }
    return Long.remainderUnsigned(SeededOrder.splitMix64(0, pattern), UNSEEN_EVERY) == 0;
  }

  /** Returns the kind that belongs at each closer, and -1 at the openers. */
  IntStream kinds() {
    return Arrays.stream(openers).map(opener -> opener < 0 ? -1 : tokens[opener]);
  }

  /** Returns how many brackets are open at most. */
  int depth() {
    int depth = 0;
    int deepest = 0;
    for (int token : tokens) {
      depth += token == Brackets.CLOSER ? -1 : 1;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  /** Returns the string with the right closing brackets. */
  String completed() {
    StringBuilder completed = new StringBuilder(toString());
    int[] kinds = kinds().toArray();
    for (int t = 0; t < kinds.length; t++) {
      if (kinds[t] >= 0) {
        completed.setCharAt(t, CLOSING.charAt(kinds[t]));
      }
    }
    return completed.toString();
  }

  @Override
  public String toString() {
    return text(tokens);
  }

  private static String text(int[] tokens) {
    return Arrays.stream(tokens).mapToObj(Brackets.TOKENS::get).collect(Collectors.joining());
  }
}

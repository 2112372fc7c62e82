package io.github.attention4j.datasets;

import io.github.attention4j.datasets.Translation.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The grammar of {@link Translations}: draws a sentence, and says it in the made language.
 *
 * <pre>{@code
 * sentence = clause | clause "and" clause | clause "because" clause
 * clause   = thing verb thing [adverb]
 * thing    = [adjective [adjective]] noun
 * }</pre>
 *
 * <p>In the made language an adverb comes first, then who does it, then to whom and the particle
 * {@code na}, and the verb last; a noun stands before its adjectives, which are turned round; and
 * of two clauses with "because" the reason comes first.
 */
final class MadeLanguage {
  static final String PARTICLE = "na";

  private static final List<String> NOUNS =
      List.of("dog", "cat", "man", "woman", "child", "horse", "bird", "fox", "king", "queen");
  private static final List<String> VERBS =
      List.of("sees", "hears", "follows", "bites", "finds", "loves", "calls", "meets");
  private static final List<String> ADJECTIVES =
      List.of("old", "young", "small", "big", "red", "black", "white", "kind");
  private static final List<String> ADVERBS = List.of("today", "often", "never", "again");
  private static final String BECAUSE = "because";
  private static final List<String> CONJUNCTIONS = List.of("and", BECAUSE);

  /** All words of the sentences. */
  static final List<String> SOURCE =
      Stream.of(NOUNS, VERBS, ADJECTIVES, ADVERBS, CONJUNCTIONS).flatMap(List::stream).toList();

  /** What each of them is in the made language, in the same order. */
  private static final List<String> TARGET =
      List.of(
          ("kavo miru tesi pola nuke rado sivu lemo gati zuri"
                  + " belan doren kimun talin sogan merin padun lukan"
                  + " osi ifa uki eto ale ubo ino ema"
                  + " haje hiso humi hepo tu ko")
              .split(" "));

  /** All words of the made language. */
  static final List<String> MADE = Stream.concat(TARGET.stream(), Stream.of(PARTICLE)).toList();

  private final Random random;
  private final List<String> words = new ArrayList<>();

  /** Places of the source in the order of the target; the particle is {@code -1 - its noun}. */
  private final List<Integer> order = new ArrayList<>();

  private MadeLanguage(Random random) {
    this.random = random;
  }

  /** Draws a sentence. */
  static Translation draw(Random random) {
    MadeLanguage sentence = new MadeLanguage(random);
    List<Integer> first = sentence.clause();
    if (random.nextBoolean()) {
      int conjunction = sentence.add(CONJUNCTIONS);
      List<Integer> second = sentence.clause();
      boolean turned = sentence.words.get(conjunction).equals(BECAUSE);
      sentence.order.addAll(turned ? second : first);
      sentence.order.add(conjunction);
      sentence.order.addAll(turned ? first : second);
    } else {
      sentence.order.addAll(first);
    }
    return sentence.translated();
  }

  /** Draws a clause, and returns its places in the order of the made language. */
  private List<Integer> clause() {
    List<Integer> doer = thing();
    int verb = add(VERBS);
    List<Integer> receiver = thing();
    List<Integer> turned = new ArrayList<>();
    if (random.nextBoolean()) {
      turned.add(add(ADVERBS));
    }
    turned.addAll(doer);
    turned.addAll(receiver);
    turned.add(-1 - receiver.get(0));
    turned.add(verb);
    return turned;
  }

  /** Draws a noun and what describes it, and returns their places from the noun on. */
  private List<Integer> thing() {
    int from = words.size();
    int adjectives = random.nextInt(3);
    for (int i = 0; i < adjectives; i++) {
      add(ADJECTIVES);
    }
    add(NOUNS);
    List<Integer> places = new ArrayList<>(IntStream.range(from, words.size()).boxed().toList());
    Collections.reverse(places);
    return places;
  }

  private int add(List<String> kind) {
    words.add(kind.get(random.nextInt(kind.size())));
    return words.size() - 1;
  }

  private Translation translated() {
    List<String> target = new ArrayList<>();
    List<Link> sure = new ArrayList<>();
    List<Link> possible = new ArrayList<>();
    for (int at = 0; at < order.size(); at++) {
      int from = order.get(at);
      if (from < 0) { // the particle, which stands between the receiver and the verb
        target.add(PARTICLE);
        possible.add(new Link(at, -1 - from));
        possible.add(new Link(at, order.get(at + 1)));
      } else {
        target.add(TARGET.get(SOURCE.indexOf(words.get(from))));
        sure.add(new Link(at, from));
        possible.add(new Link(at, from));
      }
    }
    return new Translation(words, target, sure, possible);
  }
}

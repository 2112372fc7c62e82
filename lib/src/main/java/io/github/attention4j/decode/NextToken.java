package io.github.attention4j.decode;

import java.util.Objects;

/**
 * A model that tells the next token, one step at a time.
 *
 * <pre>{@code
 * NextToken<KeyValueCache<INDArray>> model =
 *     (past, token) -> {
 *       StepResult<INDArray> step = block.next(embedding.apply(ids(List.of(token))), past);
 *       return new NextToken.Step<>(logProbabilities(words, step.output()), step.cache());
 *     };
 * }</pre>
 *
 * @param <S> what the model remembers of the tokens so far, such as a {@link
 *     io.github.attention4j.mechanism.KeyValueCache} or a hidden state; must not change when it is
 *     used, because several continuations start from it
 */
@FunctionalInterface
public interface NextToken<S> {

  /**
   * What may come behind a token.
   *
   * @param state what the model remembers of the tokens before it
   * @param token the token
   */
  Step<S> after(S state, int token);

  /**
   * What may come next.
   *
   * @param logProbabilities the natural logarithm of every token's probability, {@code -infinity}
   *     for one that must not come
   * @param state what the model remembers now
   */
  record Step<S>(double[] logProbabilities, S state) {
    /** Checks that there are probabilities. */
    public Step {
      Objects.requireNonNull(logProbabilities, "logProbabilities");
    }
  }
}

package io.github.attention4j.exercises;

import io.github.attention4j.exercises.lesson01.SoftDictionaryTask;
import io.github.attention4j.exercises.lesson01.TideReader;
import io.github.attention4j.exercises.lesson02.DotProductTask;
import io.github.attention4j.exercises.lesson02.SequenceReverser;
import io.github.attention4j.exercises.lesson03.AdditiveTask;
import io.github.attention4j.exercises.lesson03.DateReader;
import io.github.attention4j.exercises.lesson04.DigitReader;
import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import io.github.attention4j.exercises.lesson05.BracketMatcher;
import io.github.attention4j.exercises.lesson05.SelfAttentionTask;
import io.github.attention4j.exercises.lesson06.ClauseReader;
import io.github.attention4j.exercises.lesson06.MultiHeadTask;
import io.github.attention4j.exercises.lesson07.CrossAttentionTask;
import io.github.attention4j.exercises.lesson07.SceneReader;
import io.github.attention4j.exercises.lesson08.ChannelAttentionTask;
import io.github.attention4j.exercises.lesson08.ChannelReader;
import io.github.attention4j.exercises.lesson09.SpatialAttentionTask;
import io.github.attention4j.exercises.lesson09.SpatialReader;
import io.github.attention4j.exercises.lesson10.CbamTask;
import io.github.attention4j.exercises.lesson10.SheetReader;
import io.github.attention4j.exercises.lesson11.ChartReader;
import io.github.attention4j.exercises.lesson11.FeatureMapAttentionTask;
import io.github.attention4j.exercises.lesson12.SceneTeller;
import io.github.attention4j.exercises.lesson12.ShowAttendTellTask;
import io.github.attention4j.exercises.lesson13.HandReader;
import io.github.attention4j.exercises.lesson13.VisionTransformerTask;
import io.github.attention4j.exercises.lesson14.SentenceReader;
import io.github.attention4j.exercises.lesson14.SequenceToSequenceTask;
import io.github.attention4j.exercises.lesson15.SheetMatcher;
import io.github.attention4j.exercises.lesson15.TextAndPictureTask;
import io.github.attention4j.exercises.lesson16.AttentionCostTask;
import io.github.attention4j.exercises.lesson16.WindowReader;
import io.github.attention4j.exercises.lesson17.ExplanationsTask;
import io.github.attention4j.exercises.lesson17.ReviewReader;
import java.util.List;

/** The lists of all tasks, in the order of the lessons. A new one is added here. */
public final class Exercises {

  /** Every interface marked as an exercise. */
  public static final List<Class<?>> TASKS =
      List.of(
          SoftDictionaryTask.class,
          DotProductTask.class,
          AdditiveTask.class,
          ScaledDotProductTask.class,
          SelfAttentionTask.class,
          MultiHeadTask.class,
          CrossAttentionTask.class,
          ChannelAttentionTask.class,
          SpatialAttentionTask.class,
          CbamTask.class,
          FeatureMapAttentionTask.class,
          ShowAttendTellTask.class,
          VisionTransformerTask.class,
          SequenceToSequenceTask.class,
          TextAndPictureTask.class,
          AttentionCostTask.class,
          ExplanationsTask.class);

  /** The experiments of the lessons, graded on what their models do. */
  public static final List<Class<?>> EXPERIMENTS =
      List.of(
          TideReader.class,
          SequenceReverser.class,
          DateReader.class,
          DigitReader.class,
          BracketMatcher.class,
          ClauseReader.class,
          SceneReader.class,
          ChannelReader.class,
          SpatialReader.class,
          SheetReader.class,
          ChartReader.class,
          SceneTeller.class,
          HandReader.class,
          SentenceReader.class,
          SheetMatcher.class,
          WindowReader.class,
          ReviewReader.class);

  private Exercises() {}
}

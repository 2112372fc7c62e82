package io.github.attention4j.datasets;

import io.github.attention4j.datasets.WrittenDate.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * The ways in which {@link Dates} are written. All can be read in one way only: where the month is
 * not a word there is none.
 */
final class DateForms {
  private static final List<String> FORMS =
      List.of(
          "D MONTH YYYY",
          "D MON YYYY",
          "D-MON-YYYY",
          "MONTH D, YYYY",
          "MON D, YYYY",
          "DTH MONTH YYYY",
          "MONTH DTH, YYYY",
          "the DTH of MONTH, YYYY",
          "WEEKDAY, D MONTH YYYY",
          "WEEKDAY, MONTH D, YYYY",
          "WEEKDAY the DTH of MONTH YYYY",
          "WDAY D MON YYYY",
          "YYYY, MONTH D",
          "in the year YYYY, on the DTH of MONTH",
          "the DAY of MONTH YEAR",
          "the DAY of MONTH, YYYY",
          "MONTH the DAY, YEAR",
          "WEEKDAY, the DAY of MONTH, YEAR",
          "in the year YEAR, on the DAY of MONTH",
          "D MONTH in the year YEAR");

  private static final List<String> BEFORE =
      List.of(
          "",
          "",
          "on",
          "born",
          "London,",
          "it was",
          "we shall meet again",
          "dear Anna, your letter of",
          "the ship left the harbour",
          "signed and sealed at Vienna");

  private static final List<String> BEHIND =
      List.of(
          "",
          "",
          ".",
          "in the evening.",
          "by the old bridge.",
          "came this morning, many thanks.",
          "if the weather holds.",
          "with all my books and a piano.",
          "when snow lay on all the roads.",
          "and nobody knew what was to come.");

  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private static final List<String> WEEKDAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  private static final List<String> NUMBERS =
      List.of(
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");

  private static final List<String> TENS =
      List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

  private static final List<String> DAYS =
      List.of(
          "first",
          "second",
          "third",
          "fourth",
          "fifth",
          "sixth",
          "seventh",
          "eighth",
          "ninth",
          "tenth",
          "eleventh",
          "twelfth",
          "thirteenth",
          "fourteenth",
          "fifteenth",
          "sixteenth",
          "seventeenth",
          "eighteenth",
          "nineteenth",
          "twentieth");

  /** A word, a digit or a mark. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+|[^A-Za-z\\s]");

  private DateForms() {}

  /** Returns the words, single digits and marks of a text. */
  static List<String> words(String text) {
    return WORD.matcher(text).results().map(result -> result.group()).toList();
  }

  /** Writes a day down in a way that chance decides. */
  static WrittenDate write(LocalDate date, Random random) {
    String before = BEFORE.get(random.nextInt(BEFORE.size()));
    String form = FORMS.get(random.nextInt(FORMS.size()));
    return write(date, before, form, BEHIND.get(random.nextInt(BEHIND.size())));
  }

  /** Returns the same with so many more words before, and as many behind. */
  static WrittenDate amid(WrittenDate date, int more, Random random) {
    List<String> words = new ArrayList<>(some(BEFORE, more, random));
    words.addAll(date.words());
    words.addAll(some(BEHIND, more, random));
    List<Part> parts = new ArrayList<>(Collections.nCopies(more, Part.NONE));
    parts.addAll(date.parts());
    parts.addAll(Collections.nCopies(more, Part.NONE));
    return new WrittenDate(date.date(), date.form(), words, parts);
  }

  private static List<String> some(List<String> phrases, int words, Random random) {
    List<String> some = new ArrayList<>();
    while (some.size() < words) {
      some.addAll(words(phrases.get(random.nextInt(phrases.size()))));
    }
    return some.subList(0, words);
  }

  /** Returns every word that a text can have, in alphabetical order. */
  static List<String> vocabulary() {
    List<String> texts = new ArrayList<>();
    for (List<String> list : List.of(BEFORE, BEHIND, MONTHS, WEEKDAYS, NUMBERS, TENS, DAYS)) {
      texts.addAll(list);
    }
    MONTHS.forEach(month -> texts.add(shortened(month)));
    WEEKDAYS.forEach(weekday -> texts.add(shortened(weekday)));
    FORMS.forEach(form -> texts.add(form.replaceAll("[A-Z]+", "")));
    texts.add("0123456789 st nd rd th thirtieth hundred and thousand");
    return texts.stream().flatMap(text -> words(text).stream()).distinct().sorted().toList();
  }

  private static WrittenDate write(LocalDate date, String before, String form, String behind) {
    List<String> words = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (String text : List.of(before, form, behind)) {
      for (String field : words(text)) {
        for (String word : words(text.equals(form) ? value(date, field) : field)) {
          words.add(word);
          parts.add(text.equals(form) ? part(field) : Part.NONE);
        }
      }
    }
    return new WrittenDate(date, form, words, parts);
  }

  private static Part part(String field) {
    return switch (field) {
      case "YYYY", "YEAR" -> Part.YEAR;
      case "MONTH", "MON" -> Part.MONTH;
      case "D", "DTH", "DAY" -> Part.DAY;
      default -> Part.NONE;
    };
  }

  private static String value(LocalDate date, String field) {
    int day = date.getDayOfMonth();
    String month = MONTHS.get(date.getMonthValue() - 1);
    String weekday = WEEKDAYS.get(date.getDayOfWeek().getValue() - 1);
    return switch (field) {
      case "D" -> "" + day;
      case "DTH" -> day + suffix(day);
      case "DAY" -> ordinal(day);
      case "MONTH" -> month;
      case "MON" -> shortened(month);
      case "YYYY" -> "" + date.getYear();
      case "YEAR" -> year(date.getYear());
      case "WEEKDAY" -> weekday;
      case "WDAY" -> shortened(weekday);
      default -> field;
    };
  }

  private static String shortened(String word) {
    return word.substring(0, 3);
  }

  private static String suffix(int day) {
    return switch (day) {
      case 1, 21, 31 -> "st";
      case 2, 22 -> "nd";
      case 3, 23 -> "rd";
      default -> "th";
    };
  }

  private static String ordinal(int day) {
    if (day == 30) {
      return "thirtieth";
    }
    return day <= DAYS.size()
        ? DAYS.get(day - 1)
        : TENS.get(day / 10 - 2) + " " + DAYS.get(day % 10 - 1);
  }

  private static String year(int year) {
    int rest = year % 100;
    if (year >= 2000) {
      return "two thousand" + (rest == 0 ? "" : " and " + number(rest));
    }
    String century = NUMBERS.get(year / 100 - 1) + " ";
    return century
        + (rest == 0 ? "hundred" : rest < 10 ? "hundred and " + number(rest) : number(rest));
  }

  /** From 1 to 99. */
  private static String number(int number) {
    if (number <= NUMBERS.size()) {
      return NUMBERS.get(number - 1);
    }
    String tens = TENS.get(number / 10 - 2);
    return number % 10 == 0 ? tens : tens + " " + NUMBERS.get(number % 10 - 1);
  }
}

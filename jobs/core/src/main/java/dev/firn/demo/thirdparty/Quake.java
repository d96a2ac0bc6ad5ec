package dev.firn.demo.thirdparty;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An event as its network knows it now.
 *
 * @param net who located it
 * @param code its number there
 * @param time of origin
 * @param updated when the network touched it last
 * @param magnitude two decimals at most
 * @param magnitudeType how it was computed
 * @param place distance and direction from a town
 * @param longitude degrees
 * @param latitude degrees
 * @param depthKm kilometres
 * @param stations that took part; null when the network does not say
 * @param minDistance to the next station, degrees; null when the network does not say
 * @param rms of the travel times, seconds
 * @param gap between stations, degrees; null when the network does not say
 * @param felt how many people reported it; null for nobody
 * @param reviewed whether a person looked at it
 * @param feltRadiusKm a member that the contract does not know; null leaves it out
 */
record Quake(
    String net,
    String code,
    Instant time,
    Instant updated,
    BigDecimal magnitude,
    String magnitudeType,
    String place,
    BigDecimal longitude,
    BigDecimal latitude,
    BigDecimal depthKm,
    Integer stations,
    BigDecimal minDistance,
    BigDecimal rms,
    BigDecimal gap,
    Integer felt,
    boolean reviewed,
    Integer feltRadiusKm) {

  String id() {
    return net + code;
  }

  Quake revised(BigDecimal newMagnitude, String newPlace, Instant now) {
    return copy(now, newMagnitude, newPlace, true, feltRadiusKm);
  }

  Quake withMagnitude(BigDecimal other) {
    return copy(updated, other, place, reviewed, feltRadiusKm);
  }

  Quake withFeltRadius(int km) {
    return copy(updated, magnitude, place, reviewed, km);
  }

  private Quake copy(
      Instant newUpdated,
      BigDecimal newMagnitude,
      String newPlace,
      boolean newReviewed,
      Integer newFeltRadiusKm) {
    return new Quake(
        net,
        code,
        time,
        newUpdated,
        newMagnitude,
        magnitudeType,
        newPlace,
        longitude,
        latitude,
        depthKm,
        stations,
        minDistance,
        rms,
        gap,
        felt,
        newReviewed,
        newFeltRadiusKm);
  }
}

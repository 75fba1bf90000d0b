/** Distances on the Earth, taken as a ball: at most half a per cent off. */

/** https://en.wikipedia.org/wiki/Earth_radius#Arithmetic_mean_radius */
export const EARTH_KM = 6371.0088;

export interface Near {
  lat: number;
  lon: number;
  radiusKm: number;
}

export interface Box {
  south: number;
  north: number;
  /** Null: all around. West of `east` unless the date line is between them. */
  lon: { west: number; east: number } | null;
}

const degrees = (radians: number) => (radians * 180) / Math.PI;
const radians = (degrees: number) => (degrees * Math.PI) / 180;
/** What rounding may cut off at the rim: a tenth of a millimetre. */
const RIM = 1e-9;

/** The smallest box of latitudes and longitudes around a circle. http://janmatuschek.de/LatitudeLongitudeBoundingCoordinates */
export function boxAround({ lat, lon, radiusKm }: Near): Box {
  const angle = radiusKm / EARTH_KM;
  const south = lat - degrees(angle) - RIM;
  const north = lat + degrees(angle) + RIM;
  // With a pole in it the circle meets every longitude.
  if (south <= -90 || north >= 90) return { south, north, lon: null };
  const wide = degrees(Math.asin(Math.min(1, Math.sin(angle) / Math.cos(radians(lat))))) + RIM;
  return { south, north, lon: { west: around(lon - wide), east: around(lon + wide) } };
}

function around(lon: number): number {
  if (lon < -180) return lon + 360;
  return lon > 180 ? lon - 360 : lon;
}

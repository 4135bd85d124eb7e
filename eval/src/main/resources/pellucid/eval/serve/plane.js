// Where the points of a map lie in the drawing, and which of them is meant.

export const WIDTH = 640;
export const HEIGHT = 520;
const MARGIN = 16;

/**
 * Turns and mirrors a map so that its points lie as near as possible to the same rows of another map (the orthogonal
 * Procrustes problem, in the plane): t-SNE leaves open which way is up.
 */
export function aligned(points, other) {
  const [from, to] = [centred(points), centred(other)];
  let best = null;
  for (const mirror of [1, -1]) {
    let [cosine, sine] = [0, 0];
    from.forEach((p, i) => {
      cosine += mirror * p.x * to[i].x + p.y * to[i].y;
      sine += mirror * p.x * to[i].y - p.y * to[i].x;
    });
    const fit = Math.hypot(cosine, sine);
    if (best === null || fit > best.fit) {
      best = { fit, mirror, cosine: cosine / (fit || 1), sine: sine / (fit || 1) };
    }
  }
  return from.map((p) => ({
    ...p,
    x: best.cosine * best.mirror * p.x - best.sine * p.y,
    y: best.sine * best.mirror * p.x + best.cosine * p.y,
  }));
}

function centred(points) {
  const mean = (axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length;
  const [x, y] = [mean("x"), mean("y")];
  return points.map((p) => ({ ...p, x: p.x - x, y: p.y - y }));
}

/** The same points as large as the drawing allows, with y downwards. */
export function fitted(points) {
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((WIDTH - 2 * MARGIN) / (right - left || 1), (HEIGHT - 2 * MARGIN) / (top - bottom || 1));
  return points.map((p) => ({
    ...p,
    x: WIDTH / 2 + scale * (p.x - (left + right) / 2),
    y: HEIGHT / 2 - scale * (p.y - (bottom + top) / 2),
  }));
}

/** The point nearest to a place, if it is not farther than a distance. */
export function nearest(points, x, y, distance) {
  let best = null;
  let least = distance;
  for (const p of points) {
    const far = Math.hypot(p.x - x, p.y - y);
    if (far <= least) {
      least = far;
      best = p;
    }
  }
  return best;
}

/** The next point from one in a direction: near, and rather ahead than to the side. */
export function next(points, from, dx, dy) {
  let best = null;
  let least = Infinity;
  for (const p of points) {
    const ahead = (p.x - from.x) * dx + (p.y - from.y) * dy;
    const aside = Math.abs((p.x - from.x) * dy - (p.y - from.y) * dx);
    if (p !== from && ahead > 0 && aside <= 2 * ahead && ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      best = p;
    }
  }
  return best ?? from;
}

// What the page uses of d3, which Debian packages without types.

declare module "d3-scale" {
  export interface Scale {
    (value: number): number;
    domain(values: number[]): this;
    range(values: number[]): this;
    nice(count?: number): this;
    clamp(on: boolean): this;
    ticks(count?: number): number[];
    invert(position: number): number;
  }
  export function scaleLinear(): Scale;
  export function scaleLog(): Scale;
}

declare module "d3-shape" {
  export interface Line<T> {
    (points: T[]): string | null;
    x(of: (point: T) => number): this;
    y(of: (point: T) => number): this;
  }
  export interface Area<T> {
    (points: T[]): string | null;
    x(of: (point: T) => number): this;
    y0(of: (point: T) => number): this;
    y1(of: (point: T) => number): this;
  }
  export function line<T>(): Line<T>;
  export function area<T>(): Area<T>;
}

declare module "d3-hierarchy" {
  export interface Rectangle<T> {
    data: T;
    value: number;
    x0: number;
    x1: number;
    y0: number;
    y1: number;
    leaves(): Rectangle<T>[];
    sum(of: (data: T) => number): this;
    sort(order: (a: Rectangle<T>, b: Rectangle<T>) => number): this;
  }
  export interface Treemap<T> {
    (root: Rectangle<T>): Rectangle<T>;
    size(size: [number, number]): this;
    paddingInner(pixels: number): this;
  }
  export function hierarchy<T>(data: T): Rectangle<T>;
  export function treemap<T>(): Treemap<T>;
}

// What can a journey do in any browser? Few things, each as a visitor does it: with a pointer
// and keys that the browser takes for real ones. `firefox.ts` and `webkit.ts` do them.

/** Names of keys, as `KeyboardEvent.key` has them. */
export type Key = string;

/** What is saved: a file's name and its text. */
export type Saved = [name: string, text: string];

/** A tab of a browser that knows nothing of any other. */
export interface Tab {
  go(address: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  /** Runs a function in the page, with what it is given; neither knows anything of this file. */
  run<Given extends unknown[], Found>(work: (...given: Given) => Found | Promise<Found>, ...given: Given): Promise<Awaited<Found>>;
  /** Presses and lets go of the pointer there. */
  pressAt(x: number, y: number): Promise<void>;
  /** Presses keys together: the last one while the others are held. */
  keys(...keys: Key[]): Promise<void>;
  /** Types a text where the focus is. */
  type(text: string): Promise<void>;
  /** Chooses a file in the file input that has this id. */
  choose(id: string, file: string): Promise<void>;
  /** The file that the browser saves when this is done. */
  saved(press: () => Promise<void>): Promise<Saved>;
  /** What is on the screen, as PNG in base64. */
  picture(): Promise<string>;
  /** Makes the page this wide, if the browser's window can be. */
  widen(width: number): Promise<void>;
  /** The page as a PDF file; null where the driver cannot print. */
  print(): Promise<Buffer | null>;
  close(): Promise<void>;
}

/** A browser that runs. */
export interface Running {
  tab(): Promise<Tab>;
  end(): Promise<void>;
}

/** What the machine wants pages to look like. */
export type Look = 'light' | 'dark';

/** Which pixels a page has to begin with. */
export const SIZE = { width: 1280, height: 900 };

/** What a journey waits for may take as long on a busy machine. */
export const EVENT_MS = 30_000;

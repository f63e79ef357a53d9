import { layOut, type TidyQuestion } from './tidy-layout.ts';

/** Lays a flow out beside the window, which stays quick meanwhile: five hundred steps take about a second. */
self.onmessage = ({ data }: MessageEvent<TidyQuestion>): void => self.postMessage(layOut(data));

/**
 * Reads barcodes with the phone's camera. The phone's own BarcodeDetector is used where it exists; otherwise the wasm reader
 * is fetched, from our own address and only now. Words come from the page: this module shows none of its own.
 */
const FORMATS = ["code_128", "code_39", "ean_13", "qr_code", "itf", "codabar"];
const PAUSE_BETWEEN_LOOKS_MS = 120;

async function phoneDetector() {
  if (!("BarcodeDetector" in globalThis)) return null;
  const known = await globalThis.BarcodeDetector.getSupportedFormats();
  const formats = FORMATS.filter((format) => known.includes(format));
  return formats.includes("code_128") ? new globalThis.BarcodeDetector({ formats }) : null;
}

async function wasmDetector(wasmAddress) {
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
  prepareZXingModule({ overrides: { locateFile: () => wasmAddress } });
  return new BarcodeDetector({ formats: FORMATS });
}

/** Any image source (video, canvas, bitmap) to the first code in it, or null. */
export async function openReader({ wasmAddress, wasmOnly = false }) {
  const detector = (!wasmOnly && (await phoneDetector())) || (await wasmDetector(wasmAddress));
  return async (source) => {
    const [found] = await detector.detect(source);
    return found ? found.rawValue : null;
  };
}

/** Shows the camera in `video` until a code is read or `signal` aborts; answers the code, or null when aborted. */
export async function scan({ video, wasmAddress, signal }) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  try {
    video.srcObject = stream;
    await video.play();
    const read = await openReader({ wasmAddress });
    while (!signal.aborted) {
      const code = await read(video);
      if (code) return code;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_BETWEEN_LOOKS_MS));
    }
    return null;
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }
}

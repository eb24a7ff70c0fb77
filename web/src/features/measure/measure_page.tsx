export function MeasurePage() {
  return <main id="main" className="pg" />;
}

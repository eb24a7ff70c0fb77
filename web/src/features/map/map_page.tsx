export function MapPage() {
  return <main id="main" className="pg" />;
}

using System.Runtime.CompilerServices;

// The tests look at frames and put faults into the disk; the measurements time single frames.
[assembly: InternalsVisibleTo("PixelHub.Tests")]
[assembly: InternalsVisibleTo("PixelHub.Bench")]

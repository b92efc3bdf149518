using System.CommandLine;
using PixelHub.Bench.Grow;
using PixelHub.Bench.Load;
using PixelHub.Bench.Locked;
using PixelHub.Bench.Micro;

return await new RootCommand("Measurements of PixelHub, to be run by hand in a Release build.")
{
    MicroCommand.Create(),
    LoadCommand.Create(),
    LockedCommand.Create(),
    GrowCommand.Create(),
}.Parse(args).InvokeAsync();

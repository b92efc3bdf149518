using System.CommandLine;
using PixelHub.Bench.Load;
using PixelHub.Bench.Micro;

return await new RootCommand("Measurements of PixelHub, to be run by hand in a Release build.")
{
    MicroCommand.Create(),
    LoadCommand.Create(),
}.Parse(args).InvokeAsync();

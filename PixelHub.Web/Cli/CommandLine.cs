using System.CommandLine;

namespace PixelHub.Web.Cli;

/// <summary>The commands of the executable.</summary>
public static class CommandLine
{
    private const string Serve = "serve";

    /// <summary>Runs the command that the arguments name; <c>serve</c> when they name none.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="serve">The server, started with the settings among the arguments.</param>
    /// <param name="output">Where answers go; null for the console.</param>
    /// <param name="errors">Where faults go; null for the console.</param>
    /// <returns>The exit code: 0, or 1 for a fault.</returns>
    public static Task<int> RunAsync(string[] args, Func<string[], Task<int>> serve, TextWriter? output = null, TextWriter? errors = null)
    {
        output ??= Console.Out;
        errors ??= Console.Error;
        if (IsServe(args))
        {
            return Guarded.RunAsync(() => serve(args is [Serve, .. var rest] ? rest : args), errors);
        }

        // Settings may stand on any command line; the parser must not take them for misspelt options.
        var (settings, words) = Split(args);
        var root = new RootCommand("PixelHub tells honestly who opened a mail and clicked its link.")
        {
            ServeCommand(),
            KeyCommands.Create(settings, output, errors),
            AdminCommands.Create(settings, output, errors),
            RecountCommand.Create(settings, output, errors),
            RecipientCommands.Create(settings, output, errors),
        };
        return root.Parse(words).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
    }

    private static bool IsServe(string[] args) => args switch
    {
        [] => true,
        [Serve, .. var rest] => !rest.Any(IsHelp),
        [var first, ..] => first.StartsWith('-') && !IsHelp(first) && first is not "--version",
    };

    private static bool IsHelp(string word) => word is "-h" or "--help" or "-?" or "/?";

    /// <summary>Only for the help: whoever starts the server does not come past the parser, because its options are settings of all kinds.</summary>
    private static Command ServeCommand() =>
        new(Serve, "Start the server; this is what happens without a command. Settings follow as options, for example --urls http://0.0.0.0:5080 --PixelHub:DataDirectory /data.");

    private static (string[] Settings, string[] Words) Split(string[] args)
    {
        List<string> settings = [], words = [];
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--PixelHub:", StringComparison.OrdinalIgnoreCase))
            {
                words.Add(args[i]);
                continue;
            }

            settings.Add(args[i]);
            if (!args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
            {
                settings.Add(args[++i]);
            }
        }

        return ([.. settings], [.. words]);
    }
}

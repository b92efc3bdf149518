using System.CommandLine;
using System.Globalization;
using PixelHub.Core.Commit;

namespace PixelHub.Web.Cli;

/// <summary><c>recount</c>.</summary>
internal static class RecountCommand
{
    private const int MostLines = 1_000;

    public static Command Create(IReadOnlyList<string> settings, TextWriter output, TextWriter errors)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell the differences; change nothing." };
        var recount = new Command(
            "recount",
            "Count every single hit again, compare with what the pages show, tell the differences and put them right. The server may go on meanwhile. Sorting needs some 60 bytes a hit in the temporary folder.")
        {
            dryRun,
        };
        recount.SetAction((parsed, cancellationToken) => Guarded.RunAsync(() => RunAsync(parsed.GetValue(dryRun), settings, output, cancellationToken), errors));
        return recount;
    }

    /// <returns>1 when differences are left.</returns>
    private static Task<int> RunAsync(bool isDryRun, IReadOnlyList<string> settings, TextWriter output, CancellationToken cancellationToken) =>
        DataHost.RunAsync(settings, async (services, token) =>
        {
            var told = 0;
            var differences = await services.GetRequiredService<IRecount>().RunAsync(
                mend: !isDryRun,
                difference =>
                {
                    if (told++ < MostLines)
                    {
                        output.WriteLine(difference);
                    }
                },
                token);
            var count = differences.ToString("N0", CultureInfo.InvariantCulture);
            await output.WriteLineAsync(differences == 0 ? "No differences."
                : isDryRun ? $"{count} differences. Nothing was changed."
                : $"{count} differences, put right.");
            return differences > 0 && isDryRun ? 1 : 0;
        }, cancellationToken);
}

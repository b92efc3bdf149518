using System.CommandLine;
using System.Globalization;
using System.IO.Pipelines;
using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;
using PixelHub.Core.Recipients;
using PixelHub.Web.Composition;
using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Cli;

/// <summary><c>recipient export</c> and <c>recipient erase</c>.</summary>
internal static class RecipientCommands
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static Command Create(IReadOnlyList<string> settings, TextWriter output, TextWriter errors)
    {
        var export = ExportCommand(settings, output, errors);
        var erase = EraseCommand(settings, output, errors);
        return new Command("recipient", "What is stored about one recipient. The server may go on meanwhile.") { export, erase };
    }

    private static Command ExportCommand(IReadOnlyList<string> settings, TextWriter output, TextWriter errors)
    {
        var recipient = Recipient();
        var csv = new Option<bool>("--csv") { Description = "Only the hits, as a table, instead of everything as JSON." };
        var export = new Command("export", "Print everything that is stored about a recipient.") { recipient, csv };
        export.SetAction((parsed, cancellationToken) => Guarded.RunAsync(
            () => WithRecipientAsync(parsed.GetRequiredValue(recipient), settings, errors, (text, hash, services, token) => ExportAsync(text, hash, parsed.GetValue(csv), services, output, token), cancellationToken),
            errors));
        return export;
    }

    private static Command EraseCommand(IReadOnlyList<string> settings, TextWriter output, TextWriter errors)
    {
        var recipient = Recipient();
        var optOut = new Option<bool>("--opt-out") { Description = "Opt the recipient out as well: else the next hit counts as anybody's." };
        var erase = new Command("erase", "Make a recipient's hits anonymous and forget the recipient; print what was done. Opens and clicks in all stay, and links keep working.")
        {
            recipient,
            optOut,
        };
        erase.SetAction((parsed, cancellationToken) => Guarded.RunAsync(
            () => WithRecipientAsync(parsed.GetRequiredValue(recipient), settings, errors, (_, hash, services, token) => EraseAsync(hash, parsed.GetValue(optOut), services, output, errors, token), cancellationToken),
            errors));
        return erase;
    }

    private static Argument<string> Recipient() =>
        new("recipient") { Description = "The recipient as it stands in the addresses of the mail; “-” reads it from the standard input, where no list of processes shows it." };

    private static async Task<int> WithRecipientAsync(
        string text, IReadOnlyList<string> settings, TextWriter errors, Func<string, ulong, IServiceProvider, CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        text = text == "-" ? (await Console.In.ReadLineAsync(cancellationToken) ?? "").TrimEnd('\r') : text;
        return await DataHost.RunAsync(settings, async (services, token) =>
        {
            await services.GetRequiredService<IExperimentStore>().LoadAsync(token);
            await services.GetRequiredService<IOptOutStore>().LoadAsync(token);
            if (RecipientText.TryRead(services.GetRequiredService<PersonKeys>(), text, out var recipient, out var fault))
            {
                return await action(text, recipient, services, token);
            }

            await errors.WriteLineAsync(fault.Message);
            return 1;
        }, cancellationToken);
    }

    private static async Task<int> ExportAsync(string text, ulong recipient, bool isCsv, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var exports = ActivatorUtilities.CreateInstance<RecipientExports>(services);
        await using var stream = new TextWriterStream(output);
        var body = PipeWriter.Create(stream);
        await exports.Of(text, recipient, isCsv).WriteAsync(body, await services.GetRequiredService<IRecipientRecords>().ExperimentsAsync(cancellationToken), cancellationToken);
        await body.CompleteAsync();
        return 0;
    }

    private static async Task<int> EraseAsync(ulong recipient, bool optsOut, IServiceProvider services, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var erasures = services.GetRequiredService<IErasures>();
        var id = await erasures.RequestAsync(new ErasureRequest(recipient, "command line", optsOut), cancellationToken);
        var time = services.GetRequiredService<TimeProvider>();
        ErasureReceipt receipt;
        var hasTold = false;
        while ((receipt = (await erasures.ReadAsync(id, cancellationToken))!).DoneAt is null)
        {
            if (!await LoneEraser.TryRunAsync(services, cancellationToken))
            {
                if (!hasTold)
                {
                    await errors.WriteLineAsync($"The running server erases (receipt {id}). It goes on when you stop waiting.");
                }

                hasTold = true;
                await Task.Delay(Pause, time, cancellationToken);
            }
        }

        await PrintAsync(receipt, services.GetRequiredService<CatalogHolder>().Current, output);
        return 0;
    }

    private static async Task PrintAsync(ErasureReceipt receipt, CatalogSnapshot catalog, TextWriter output)
    {
        foreach (var line in receipt.Experiments)
        {
            var slug = catalog.Experiments.FirstOrDefault(e => e.Number == line.Experiment)?.Slug.Value ?? string.Create(CultureInfo.InvariantCulture, $"number {line.Experiment}");
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{slug}: {line.Hits} hits made anonymous; taken out of the people: {line.Opens} opened, {line.Clicks} clicked, {line.Inferred} inferred, {line.MachineOnly} by machines alone"));
        }

        await output.WriteLineAsync(receipt.Experiments.Count == 0 ? "Nothing was stored." : ReceiptJson.Limits);
        await output.WriteLineAsync($"Receipt {receipt.Id}");
    }
}

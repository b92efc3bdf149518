using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Accounts;
using PixelHub.Core.Catalog;
using PixelHub.Core.Commit;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

/// <summary>The whole way: mails are read, one recipient is handed out and erased, and every byte of the data folder is looked at.</summary>
public sealed class RecipientTests
{
    private const string Anna = "anna+news@private.example";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_erased_leaves_no_byte_behind_and_the_receipt_counts_what_there_was()
    {
        await using var app = new HostedApp();
        var program = await app.ProgramAsync(ApiScopes.ExperimentsRead, ApiScopes.ExperimentsWrite);
        var experiments = new[] { await StartAsync(app, "first"), await StartAsync(app, "second") };
        foreach (var experiment in experiments)
        {
            await FetchAsync(app, $"/s/{experiment.Slug}/pixel.gif?r=anna%2Bnews@Private.example&c=june");
            await FetchAsync(app, $"/s/{experiment.Slug}/click?r=anna+news@private.example&l=hero"); // a plus that nobody escaped
            await FetchAsync(app, $"/s/{experiment.Slug}/pixel.gif?r=bob");
        }

        await FetchAsync(app, "/s/first/pixel.gif?r=anna%2Bnews@private.example&c=june"); // a repeat
        await CountedAsync(app, 7);
        var exported = (await ApiApp.CallAsync(program, HttpMethod.Post, "/recipients/export", $$"""{"recipient":"{{Anna}}"}""")).Body;
        Assert.Equal((Anna, false), (exported.GetProperty("recipient").GetString(), exported.GetProperty("optedOut").GetBoolean()));
        Assert.Equal(["first 3", "second 2"], exported.GetProperty("experiments").EnumerateArray().Select(e => $"{e.GetProperty("slug").GetString()} {e.GetProperty("hits").GetArrayLength()}"));
        var hash = app.Service<PersonKeys>().OfRecipient(Anna);
        Assert.True(DataDump.Of(app.Folder).Holds(hash));

        var answer = await ApiApp.CallAsync(program, HttpMethod.Post, "/recipients/erase", $$"""{"recipient":"{{Anna}}"}""");

        var receipt = answer.Body.GetProperty("receipt");
        Assert.Equal((200, true, 5, "key test"), (answer.Status, receipt.GetProperty("done").GetBoolean(), receipt.GetProperty("hits").GetInt32(), receipt.GetProperty("requestedBy").GetString()));
        Assert.Equal(
            ["first 3 1 1 1 0 0", "second 2 1 1 1 0 0"],
            receipt.GetProperty("experiments").EnumerateArray().Select(e => string.Join(' ', ((string[])["slug", "hits", "people", "uniqueOpens", "uniqueClicks", "inferredOpens", "machineOnly"]).Select(n => e.GetProperty(n).ToString()))));
        var dump = DataDump.Of(app.Folder);
        Assert.False(dump.Holds(hash));
        Assert.False(dump.Holds(Anna));
        Assert.True(dump.Holds(app.Service<PersonKeys>().OfRecipient("bob")));
        Assert.Equal(0, await app.Service<IRecount>().RunAsync(mend: false, _ => { }, Cancel));
        foreach (var experiment in experiments)
        {
            var variant = (await ApiApp.CallAsync(program, HttpMethod.Get, "/" + experiment.Uid)).Experiment.GetProperty("variants")[0];
            Assert.Equal((2, 1, 1, 0), (Number(variant, "impressions"), Number(variant, "clicks"), Number(variant, "uniqueImpressions"), Number(variant, "uniqueClicks")));
        }

        var again = (await ApiApp.CallAsync(program, HttpMethod.Post, "/recipients/export", $$"""{"recipient":"{{Anna}}"}""")).Body;
        Assert.Equal(0, again.GetProperty("experiments").GetArrayLength());
        var listed = (await ApiApp.CallAsync(program, HttpMethod.Get, "/recipients/erasures")).Body.GetProperty("receipts");
        Assert.Equal(receipt.ToString(), Assert.Single(listed.EnumerateArray()).ToString());
        Assert.Equal(receipt.ToString(), (await ApiApp.CallAsync(program, HttpMethod.Get, "/recipients/erasures/" + receipt.GetProperty("id").GetString())).Body.GetProperty("receipt").ToString());
    }

    [Fact]
    public async Task The_name_and_the_address_that_were_kept_leave_with_their_recipient_also_from_what_was_set_aside()
    {
        await using var app = new HostedApp(new Dictionary<string, string?> { ["PixelHub:AddressMode"] = "hashed" });
        var program = await app.ProgramAsync(ApiScopes.ExperimentsRead, ApiScopes.ExperimentsWrite);
        await StartAsync(app, "named", PrivacyMode.Identified);
        await FetchAsync(app, "/s/named/pixel.gif?r=anna%2Bnews@private.example");
        await FetchAsync(app, "/s/named/pixel.gif?r=bob@private.example");
        await CountedAsync(app, 2);
        var damaged = Path.Combine(app.Folder, "events", "quarantine", "00000000000000000001.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(damaged)!);
        await File.WriteAllTextAsync(damaged, $"half an entry: {Anna} and more", Cancel);
        Assert.True(DataDump.Of(app.Folder).FilesWith(Anna).Count >= 2);

        var answer = await ApiApp.CallAsync(program, HttpMethod.Post, "/recipients/erase", $$"""{"recipient":"{{Anna}}"}""");

        Assert.True(answer.Body.GetProperty("receipt").GetProperty("done").GetBoolean());
        var dump = DataDump.Of(app.Folder);
        Assert.Empty(dump.FilesWith(Anna));
        Assert.NotEmpty(dump.FilesWith("bob@private.example"));
    }

    [Fact]
    public async Task Hits_that_come_all_the_while_are_counted_and_none_of_them_is_theirs_when_they_opted_out()
    {
        await using var app = new HostedApp();
        var program = await app.ProgramAsync(ApiScopes.ExperimentsRead, ApiScopes.ExperimentsWrite);
        await StartAsync(app, "busy");
        using var stop = new CancellationTokenSource();
        var sent = 0;
        var readers = Enumerable.Range(0, 4).Select(reader => Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var hit = Interlocked.Increment(ref sent);
                    await FetchAsync(app, $"/s/busy/pixel.gif?r={(hit % 5 == 0 ? Anna : $"reader-{reader}-{hit}")}");
                }
            },
            Cancel)).ToArray();
        await CountedAsync(app, 50);

        var answer = await ApiApp.CallAsync(program, HttpMethod.Post, "/recipients/erase", $$"""{"recipient":"{{Anna}}","optOut":true}""");
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        await CountedAsync(app, sent);

        Assert.True(answer.Body.GetProperty("receipt").GetProperty("optedOut").GetBoolean());
        Assert.True(answer.Body.GetProperty("receipt").GetProperty("done").GetBoolean());
        Assert.False(DataDump.Of(app.Folder).Holds(app.Service<PersonKeys>().OfRecipient(Anna)));
        Assert.Equal(0, await app.Service<IRecount>().RunAsync(mend: false, _ => { }, Cancel));
        Assert.True(app.Service<OptOuts>().Contains(app.Service<PersonKeys>().OfRecipient(Anna)));
    }

    [Fact]
    public async Task The_hits_as_a_table_open_in_a_spreadsheet_and_hold_no_formula()
    {
        await using var app = new HostedApp();
        var program = await app.ProgramAsync(ApiScopes.ExperimentsRead);
        await StartAsync(app, "table");
        await FetchAsync(app, "/s/table/pixel.gif?r=4711&c=" + Uri.EscapeDataString("=HYPERLINK(\"http://evil.example\")") + "&l=" + Uri.EscapeDataString("a,b\"c"));
        await CountedAsync(app, 1);

        using var answer = await program.PostAsync("/experiments/api/recipients/export", JsonContent.Create(new { recipient = "4711", format = "csv" }), Cancel);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment; filename=\"recipient.csv\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split("\r\n");
        Assert.Equal("id,at,experiment,kind,variant,class,rule,client,os,device,country,link,channel,campaign,referrer_host,repeat,scope,first_class,first_rule,address", lines[0]);
        Assert.Contains(",table,impression,a,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",\"a,b\"\"c\",,\"'=HYPERLINK(\"\"http://evil.example\"\")\",", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_hands_out_a_file_to_who_is_signed_in_and_to_nobody_else()
    {
        await using var app = new HostedApp();
        using var form = new FormUrlEncodedContent([new("recipient", "4711"), new("format", "json")]);

        using var answer = await app.Visitor().PostAsync("/recipients/export", form, Cancel);

        Assert.True(answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.BadRequest, answer.StatusCode.ToString());
        Assert.DoesNotContain("4711", answer.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
    }

    private static async Task<Experiment> StartAsync(HostedApp app, string slug, PrivacyMode mode = PrivacyMode.Pseudonymous)
    {
        var experiment = await app.SaveAsync(new ExperimentDraft { Name = slug, Slug = slug, PrivacyMode = mode, DestinationUrl = "https://example.test/", Variants = [new() { Id = "a" }] });
        return Assert.IsType<StoreResult.Saved>(await app.Service<IExperimentStore>().TransitionAsync(experiment.Uid, Transition.Start, Cancel)).Experiment;
    }

    private static async Task FetchAsync(HostedApp app, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "User-Agent", path.Contains("/click", StringComparison.Ordinal) ? People.Browser : People.MailClient } } };
        using var answer = await app.Visitor().SendAsync(request, Cancel);
        Assert.Contains((int)answer.StatusCode, new[] { 200, 302 });
    }

    /// <summary>Waits until so many hits are in the database.</summary>
    private static async Task CountedAsync(HostedApp app, int hits)
    {
        for (var attempt = 0; attempt < 400; attempt++)
        {
            var totals = await app.Service<Core.Reports.IExperimentReports>().ReadAllTotalsAsync(Cancel);
            if (totals.Values.SelectMany(lines => lines).Sum(line => line.Hits + line.Repeats) >= hits)
            {
                return;
            }

            await Task.Delay(25, Cancel);
        }

        Assert.Fail($"{hits} hits were not counted in time.");
    }

    private static int Number(JsonElement variant, string name) => variant.GetProperty(name).GetInt32();
}

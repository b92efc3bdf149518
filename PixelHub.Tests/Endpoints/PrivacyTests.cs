using System.Net;
using PixelHub.Core.Catalog;
using PixelHub.Core.Events;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

public sealed class PrivacyTests(PublicPlaneApp app) : IClassFixture<PublicPlaneApp>
{
    [Theory]
    [InlineData("Sec-GPC: 1")]
    [InlineData("sec-gpc:1")]
    [InlineData("DNT: 1")]
    [InlineData("dnt:  1 ")]
    [InlineData("DNT: 0\r\nDNT: 1")]
    [InlineData("DNT: 0\r\nSec-GPC: 1")]
    public async Task Who_asks_not_to_be_told_apart_is_counted_and_not_known(string headers)
    {
        app.Put(ExperimentStatus.Running);

        Assert.Equal(200, (await RawHttp.SendAsync(app.Address, $"GET /s/summer-sale/pixel.gif?r=u1 HTTP/1.1\r\n{headers}")).Status);
        Assert.Equal(302, (await RawHttp.SendAsync(app.Address, $"GET /s/summer-sale/click HTTP/1.1\r\n{headers}")).Status);

        Assert.Equal([(EventKind.Impression, 0UL), (EventKind.Click, 0UL)], app.Log.Entries.Cast<TrackedEvent>().Select(e => (e.Kind, e.Person)));
    }

    [Theory]
    [InlineData("Sec-GPC: 0")]
    [InlineData("Sec-GPC:")]
    [InlineData("Sec-GPC: 11")]
    [InlineData("Sec-GPC: true")]
    [InlineData("DNT: null")]
    public async Task Anything_else_in_those_headers_asks_for_nothing(string header)
    {
        app.Put(ExperimentStatus.Running);

        await RawHttp.SendAsync(app.Address, $"GET /s/summer-sale/pixel.gif?r=u1 HTTP/1.1\r\n{header}");

        Assert.NotEqual(0UL, app.Log.OnlyEvent().Recipient);
    }

    [Theory]
    [InlineData(PrivacyMode.Aggregate, "Accept: */*")]
    [InlineData(PrivacyMode.Pseudonymous, "Sec-GPC: 1")]
    public async Task The_click_leads_to_the_variant_that_a_recipient_saw_who_is_not_kept(PrivacyMode mode, string header)
    {
        app.Put(ExperimentStatus.Running, change: e => e with
        {
            PrivacyMode = mode,
            Variants =
            [
                .. Enumerable.Range(1, 5).Select(i => new Variant(i, $"v{i}", $"V{i}", 2_000) { Destination = PublicPlaneApp.Url($"https://example.test/{i}") }),
            ],
        });
        for (var i = 0; i < 40; i++)
        {
            app.Log.Clear();
            await RawHttp.SendAsync(app.Address, $"GET /s/summer-sale/pixel.gif?r=u{i} HTTP/1.1"); // as a mail proxy, without the header
            var click = await RawHttp.SendAsync(app.Address, $"GET /s/summer-sale/click?r=u{i} HTTP/1.1\r\n{header}");

            var (seen, clicked) = (Assert.IsType<TrackedEvent>(app.Log.Entries[0]), Assert.IsType<TrackedEvent>(app.Log.Entries[1]));
            Assert.Equal((seen.Variant, $"https://example.test/{seen.Variant}"), (clicked.Variant, click["Location"]));
            Assert.Equal(0UL, clicked.Person);
        }
    }

    [Fact]
    public async Task A_recipient_in_the_clear_is_kept_by_experiments_that_keep_them_and_of_nobody_who_objects()
    {
        app.Put(ExperimentStatus.Running, change: e => e with { PrivacyMode = PrivacyMode.Identified });
        await app.Service<IOptOutStore>().AddAsync(app.Service<PersonKeys>().OfRecipient("opted-out"), TestContext.Current.CancellationToken);

        foreach (var request in (string[])
                 [
                     "GET /s/summer-sale/pixel.gif?r=Jo+Hn%40x.org HTTP/1.1", "GET /s/summer-sale/u1/click HTTP/1.1", "GET /s/summer-sale/pixel.gif HTTP/1.1",
                     "GET /s/summer-sale/pixel.gif?r=u1 HTTP/1.1\r\nSec-GPC: 1", "GET /s/summer-sale/pixel.gif?r=opted-out HTTP/1.1", "GET /s/summer-sale/pixel.gif?r=*|UNIQID|* HTTP/1.1",
                 ])
        {
            await RawHttp.SendAsync(app.Address, request);
        }

        Assert.Equal(["jo+hn@x.org", "u1", null, null, null, null], app.Log.Entries.Cast<TrackedEvent>().Select(e => e.RecipientText));

        app.Put(ExperimentStatus.Running);
        await RawHttp.SendAsync(app.Address, "GET /s/summer-sale/pixel.gif?r=u1 HTTP/1.1");
        Assert.Null(app.Log.OnlyEvent().RecipientText);
    }

    [Theory]
    [InlineData(AddressMode.None, "203.0.113.77", null)]
    [InlineData(AddressMode.Prefix, "203.0.113.77", "203.0.113.0/24")]
    [InlineData(AddressMode.Prefix, "::ffff:203.0.113.77", "203.0.113.0/24")]
    [InlineData(AddressMode.Prefix, null, null)]
    [InlineData(AddressMode.Hashed, null, null)]
    public void What_is_kept_of_an_address_is_what_the_owner_chose(AddressMode mode, string? address, string? kept)
    {
        var facts = new RequestFacts { ClientAddress = address is null ? null : IPAddress.Parse(address) };

        Assert.Equal(kept, AddressOf(mode, PrivacyMode.Pseudonymous, facts));
        Assert.Null(AddressOf(mode, PrivacyMode.Aggregate, facts));
        Assert.Null(AddressOf(mode, PrivacyMode.Identified, facts with { AsksForPrivacy = true }));
    }

    [Fact]
    public void A_hashed_address_is_sixteen_letters_without_the_address()
    {
        var kept = AddressOf(AddressMode.Hashed, PrivacyMode.Pseudonymous, new RequestFacts { ClientAddress = IPAddress.Parse("203.0.113.77") });

        Assert.Matches("^[0-9a-f]{16}$", kept);
    }

    private string? AddressOf(AddressMode mode, PrivacyMode privacy, RequestFacts facts)
    {
        Assert.True(Slug.TryParse("summer-sale", out var slug));
        var experiment = new Experiment(1, "exp_1", slug, "x") { Variants = [new Variant(1, "a", "A", 10_000)], Salt = "", PrivacyMode = privacy };
        var anonymity = new Anonymity(new PrivacyOptions(Addresses: mode), new OptOuts());
        var (people, now) = (app.Service<PersonKeys>(), TimeProvider.System.GetUtcNow());
        return anonymity.Address(people, experiment, facts, anonymity.Kept(experiment, facts, people.Of("exp_1", "u1", facts.ClientAddress, null, now)), now);
    }

    [Fact]
    public void An_install_can_ignore_the_signals_but_not_the_mode_of_an_experiment()
    {
        Assert.True(Slug.TryParse("summer-sale", out var slug));
        var experiment = new Experiment(1, "exp_1", slug, "x") { Variants = [new Variant(1, "a", "A", 10_000)], Salt = "" };
        var person = new Person(7, 0, "u1");
        var asking = new RequestFacts { AsksForPrivacy = true };
        var ignoring = new Anonymity(new PrivacyOptions(PrivacySignals.Ignore), new OptOuts());

        Assert.Equal(person, ignoring.Kept(experiment, asking, person));
        Assert.Equal(person with { Recipient = 0 }, ignoring.Kept(experiment with { PrivacyMode = PrivacyMode.Aggregate }, asking, person));
        Assert.Equal(person with { Recipient = 0 }, new Anonymity(new PrivacyOptions(), new OptOuts()).Kept(experiment, asking, person));
    }
}

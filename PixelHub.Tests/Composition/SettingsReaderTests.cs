using Microsoft.Extensions.Configuration;
using PixelHub.Core.Ingestion;
using PixelHub.Web.Composition;

namespace PixelHub.Tests.Composition;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Without_settings_the_defaults_are_sound()
    {
        var (options, faults) = Read();

        Assert.Empty(faults);
        Assert.Equal(("data", "Sqlite", null, 400), (options.DataDirectory, options.Database.Provider, options.PublicUrl, options.RetentionDays));
    }

    [Fact]
    public void Every_fault_is_listed_with_its_key()
    {
        var (_, faults) = Read(
            ("PixelHub:DataDirectory", " "),
            ("PixelHub:PublicUrl", "mail.example.com"),
            ("PixelHub:Database:Provider", "Oracle"),
            ("PixelHub:Database:ConnectionString", "Password=secret;=;"),
            ("PixelHub:TrustedProxies:0", "proxy.local"),
            ("PixelHub:TrustedProxies:1", "10.0.0.0/99"),
            ("PixelHub:AdminHosts:0", "https://dash.example.com/"),
            ("urls", "http://localhost:1;localhost:2"),
            ("ForwardedHeaders_Enabled", "true"));

        string[] keys =
        [
            "PixelHub:DataDirectory", "PixelHub:PublicUrl", "PixelHub:Database:Provider", "PixelHub:Database:ConnectionString", "PixelHub:TrustedProxies",
            "PixelHub:TrustedProxies", "PixelHub:AdminHosts", "--urls", "ASPNETCORE_FORWARDEDHEADERS_ENABLED",
        ];
        Assert.Equal(keys, faults.Select(f => f.Split(' ')[0]));
        Assert.All(faults, f => Assert.EndsWith(".", f, StringComparison.Ordinal));
        Assert.DoesNotContain(faults, f => f.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("https://user:pass@example.com")]
    [InlineData("https://example.com/?a=1")]
    [InlineData("https://")]
    [InlineData("javascript:alert(1)")]
    public void A_public_address_that_is_none_is_refused(string url) => Assert.Single(Read(("PixelHub:PublicUrl", url)).Faults);

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 36500 ", 36_500)]
    public void Single_hits_are_kept_for_a_number_of_days_or_for_ever(string text, int days)
    {
        var (options, faults) = Read(("PixelHub:RetentionDays", text));

        Assert.Empty(faults);
        Assert.Equal(days, options.RetentionDays);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("36501")]
    [InlineData("99999999999")]
    [InlineData("a year")]
    public void A_number_of_days_that_is_none_is_refused(string text) =>
        Assert.StartsWith("PixelHub:RetentionDays is ", Assert.Single(Read(("PixelHub:RetentionDays", text)).Faults), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, PrivacySignals.Honour)]
    [InlineData("honour", PrivacySignals.Honour)]
    [InlineData(" Ignore ", PrivacySignals.Ignore)]
    public void Signals_of_browsers_are_honoured_unless_the_owner_says_otherwise(string? text, PrivacySignals signals)
    {
        var (options, faults) = Read(("PixelHub:PrivacySignals", text));

        Assert.Empty(faults);
        Assert.Equal(signals, options.PrivacySignals);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("honor")]
    [InlineData("honour,ignore")]
    public void A_word_about_signals_that_is_none_is_refused(string text) =>
        Assert.Equal($"PixelHub:PrivacySignals is “{text}”; give honour or ignore.", Assert.Single(Read(("PixelHub:PrivacySignals", text)).Faults));

    [Theory]
    [InlineData(null, AddressMode.None)]
    [InlineData("none", AddressMode.None)]
    [InlineData(" Prefix ", AddressMode.Prefix)]
    [InlineData("hashed", AddressMode.Hashed)]
    public void Nothing_is_kept_of_addresses_unless_the_owner_says_otherwise(string? text, AddressMode mode)
    {
        var (options, faults) = Read(("PixelHub:AddressMode", text));

        Assert.Empty(faults);
        Assert.Equal(mode, options.AddressMode);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("1")]
    [InlineData("/24")]
    public void A_word_about_addresses_that_is_none_is_refused(string text) =>
        Assert.Equal($"PixelHub:AddressMode is “{text}”; give none, prefix (a /24 or /48 is kept) or hashed.", Assert.Single(Read(("PixelHub:AddressMode", text)).Faults));

    [Fact]
    public void A_slash_at_the_end_of_the_public_address_is_ignored() =>
        Assert.Equal("https://example.com", Read(("PixelHub:PublicUrl", " https://example.com/ ")).Options.PublicUrl);

    [Fact]
    public void Lists_may_be_numbered_or_one_text_with_commas()
    {
        var (options, faults) = Read(
            ("PixelHub:TrustedProxies", "10.0.0.0/8, 192.0.2.7;2001:db8::/32"), ("PixelHub:AdminHosts", ""), ("PixelHub:AdminHosts:0", "a.example"), ("PixelHub:AdminHosts:1", "b.example:5080"));

        Assert.Empty(faults);
        Assert.Equal(["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"], options.TrustedProxies);
        Assert.Equal(["a.example", "b.example:5080"], options.AdminHosts);
    }

    [Fact]
    public void The_delivered_settings_file_is_sound()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

        Assert.Empty(SettingsReader.TryRead(configuration).Faults);
        Assert.Null(configuration["Urls"]); // it would win over ASPNETCORE_URLS
    }

    private static (PixelHubOptions Options, IReadOnlyList<string> Faults) Read(params (string Key, string? Value)[] settings) =>
        SettingsReader.TryRead(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build());
}

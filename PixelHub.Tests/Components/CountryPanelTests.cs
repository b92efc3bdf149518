using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;
using PixelHub.Web.Components.Parts;

namespace PixelHub.Tests.Components;

public sealed class CountryPanelTests
{
    [Fact]
    public async Task A_file_in_use_is_named_with_what_it_is_and_how_old()
    {
        await using var panel = await ShowAsync(new CountrySourceState("/data/c.mmdb", "GeoLite2-Country", new DateTime(2026, 3, 14, 0, 0, 0, DateTimeKind.Utc), Fault: null));

        Assert.Contains("GeoLite2-Country, made on 14 March 2026", panel.Text("[data-testid=country-file]"), StringComparison.Ordinal);
        Assert.Empty(panel.FindAll(".notice"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_said_and_shown_as_text()
    {
        await using var panel = await ShowAsync(new CountrySourceState("/data/<b>.mmdb", Kind: null, BuiltAt: null, "Countries are unknown until it can be read: there is no such file."));

        Assert.Contains("there is no such file", panel.Text(".notice"), StringComparison.Ordinal);
        Assert.Equal("/data/<b>.mmdb", panel.Find(".mono").TextContent);
    }

    [Fact]
    public async Task Without_a_file_there_is_no_panel()
    {
        await using var panel = await ShowAsync(null);
        Assert.Empty(panel.FindAll("section"));
    }

    private static Task<ComponentHost> ShowAsync(CountrySourceState? state) =>
        ComponentHost.RenderAsync<CountryPanel>(new Dictionary<string, object?> { [nameof(CountryPanel.State)] = state });
}

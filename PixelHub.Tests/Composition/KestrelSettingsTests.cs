using Microsoft.Extensions.Configuration;
using PixelHub.Web.Composition;

namespace PixelHub.Tests.Composition;

public sealed class KestrelSettingsTests
{
    [Theory]
    [InlineData("urls", "http://localhost:1")]
    [InlineData("http_ports", "8080")]
    [InlineData("https_ports", "8443")]
    [InlineData("Kestrel:Endpoints:Mine:Url", "http://localhost:1")]
    public void Any_way_to_say_where_to_listen_switches_the_default_off(string key, string value) =>
        Assert.True(KestrelSettings.IsAddressConfigured(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build()));

    [Fact]
    public void The_delivered_settings_leave_the_default_on() =>
        Assert.False(KestrelSettings.IsAddressConfigured(new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build()));
}

using System.Net;
using PixelHub.Core.Ingestion;

namespace PixelHub.Tests.Ingestion;

public sealed class AddressPrefixTests
{
    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24")]
    [InlineData("0.0.0.1", "0.0.0.0/24")]
    [InlineData("255.255.255.255", "255.255.255.0/24")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24")]
    [InlineData("2001:db8:7:8:9:a:b:c", "2001:db8:7::/48")]
    [InlineData("fe80::1234:5678%3", "fe80::/48")]
    [InlineData("::1", "::/48")]
    [InlineData("64:ff9b::cb00:714d", "64:ff9b::/48")]
    public void An_address_becomes_the_network_it_is_in(string address, string network) => Assert.Equal(network, AddressPrefix.Of(IPAddress.Parse(address)));

    /// <summary>203.0.113.77 is cb00:714d: a /48 would hold every bit of it.</summary>
    [Fact]
    public void An_IPv4_address_inside_a_6to4_one_is_cut_as_well() => Assert.Equal("2002:cb00:7100::/40", AddressPrefix.Of(IPAddress.Parse("2002:cb00:714d:1::2")));
}

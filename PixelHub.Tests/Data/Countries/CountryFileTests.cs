using System.Net;
using Microsoft.Extensions.Logging;
using PixelHub.Core.Data.Countries;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data.Countries;

public sealed class CountryFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CapturedLog _log = new();
    private readonly LoggerFactory _loggers;
    private readonly CountryFile _countries;

    public CountryFileTests()
    {
        _loggers = new LoggerFactory([_log]);
        _countries = new CountryFile(new CountryFileOptions(Path), _loggers.CreateLogger<CountryFile>());
    }

    private string Path => _folder.File("countries.mmdb");

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("192.0.2.7", "NL")]
    [InlineData("192.0.3.7", null)]
    [InlineData("198.51.100.1", null)] // a record without a country
    [InlineData("2001:db8::1", "DE")]
    [InlineData("2001:db9::1", null)]
    [InlineData("::1", null)]
    public void An_address_is_in_the_country_that_the_file_says(string address, string? country)
    {
        Put(6, ("192.0.2.0/24", MmdbFile.Country("NL")), ("198.51.100.0/24", MmdbFile.Country(null)), ("2001:db8::/32", MmdbFile.Country("DE")));

        Assert.Equal(country, _countries.Find(IPAddress.Parse(address)));
        Assert.Equal(("Test-Country", Sample.Noon.UtcDateTime, null), (_countries.State!.Kind, _countries.State.BuiltAt, _countries.State.Fault));
    }

    [Fact]
    public void A_file_of_the_old_protocol_alone_knows_nothing_of_the_new_one_and_stays_in_use()
    {
        Put(4, ("192.0.2.0/24", MmdbFile.Country("NL")));

        Assert.Null(_countries.Find(IPAddress.Parse("2001:db8::1")));
        Assert.Equal("NL", _countries.Find(IPAddress.Parse("192.0.2.1")));
        Assert.Empty(_log.Complaints);
    }

    [Fact]
    public void A_file_that_was_replaced_is_read_and_one_that_was_not_is_left_alone()
    {
        Put(6, ("192.0.2.0/24", MmdbFile.Country("NL")));
        Put(6, ("192.0.2.0/24", MmdbFile.Country("DE")), ("198.51.100.0/24", MmdbFile.Country("FR")));
        Assert.Equal("DE", _countries.Find(IPAddress.Parse("192.0.2.1")));

        var state = _countries.State;
        _countries.Refresh();
        Assert.Same(state, _countries.State);
    }

    [Fact]
    public void A_missing_file_is_said_once_and_read_when_it_comes()
    {
        _countries.Refresh();
        _countries.Refresh();
        Assert.Null(_countries.Find(IPAddress.Parse("192.0.2.1")));
        Assert.Contains("there is no such file", Assert.Single(_log.Complaints), StringComparison.Ordinal);
        Assert.Contains("there is no such file", _countries.State!.Fault, StringComparison.Ordinal);

        Put(6, ("192.0.2.0/24", MmdbFile.Country("NL")));

        Assert.Equal("NL", _countries.Find(IPAddress.Parse("192.0.2.1")));
        Assert.Null(_countries.State.Fault);
    }

    [Fact]
    public void A_broken_file_is_said_once_and_the_one_before_stays_in_use()
    {
        Put(6, ("192.0.2.0/24", MmdbFile.Country("NL")));
        File.WriteAllBytes(Path, [.. Enumerable.Range(0, 5_000).Select(i => (byte)(i * 31))]);
        _countries.Refresh();
        _countries.Refresh();
        File.Delete(Path);
        _countries.Refresh();
        _countries.Refresh();

        Assert.Equal("NL", _countries.Find(IPAddress.Parse("192.0.2.1")));
        Assert.Equal(2, _log.Complaints.Count); // broken, then gone
        Assert.StartsWith("The file read before stays in use", _countries.State!.Fault, StringComparison.Ordinal);
    }

    /// <summary>Damage inside is met by a hit, and must not be met by the next one again: an exception is dear.</summary>
    [Fact]
    public void A_file_of_another_form_costs_one_hit_its_country_and_is_said_once()
    {
        Put(6, ("192.0.2.0/24", new Dictionary<string, object> { ["country"] = "NL" }));

        for (var i = 0; i < 100; i++)
        {
            Assert.Null(_countries.Find(IPAddress.Parse("192.0.2.1")));
        }

        Assert.Single(_log.Complaints);
        Assert.NotNull(_countries.State!.Fault);
    }

    [Fact]
    public void Any_damage_of_the_file_is_survived()
    {
        var chance = new Random(5);
        var sound = MmdbFile.Write(6, "Test-Country", ("192.0.2.0/24", MmdbFile.Country("NL")), ("2001:db8::/32", MmdbFile.Country("DE")));
        for (var round = 0; round < 300; round++)
        {
            var bytes = sound.ToArray();
            for (var flips = chance.Next(1, 6); flips > 0; flips--)
            {
                bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            }

            File.WriteAllBytes(Path, bytes[..(chance.Next(4) == 0 ? chance.Next(bytes.Length) : bytes.Length)]);
            File.SetLastWriteTimeUtc(Path, Sample.Noon.UtcDateTime.AddSeconds(round));
            _countries.Refresh();
            var country = _countries.Find(IPAddress.Parse("192.0.2.1"));
            Assert.True(country is null || country.Length == 2, country);
        }
    }

    [Fact]
    public void Looking_up_costs_little_memory()
    {
        Put(6, ("192.0.2.0/24", MmdbFile.Country("NL")));
        var address = IPAddress.Parse("192.0.2.1");
        _countries.Find(address);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            _countries.Find(address);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000, 0, 1_000);
    }

    [Fact]
    public void Without_a_file_nothing_is_known_and_nothing_is_said()
    {
        var none = new CountryFile(new CountryFileOptions(null), _loggers.CreateLogger<CountryFile>());
        none.Refresh();

        Assert.Null(none.Find(IPAddress.Loopback));
        Assert.Null(none.State);
        Assert.Empty(_log.Complaints);
    }

    private void Put(int ipVersion, params (string, object)[] networks)
    {
        File.WriteAllBytes(Path, MmdbFile.Write(ipVersion, "Test-Country", networks));
        _countries.Refresh();
    }
}

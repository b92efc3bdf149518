using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using PixelHub.Core.Data;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Ingestion;

public sealed class PersonKeysTests : IDisposable
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.7");
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    [Fact]
    public void A_recipient_is_the_same_after_a_restart_and_in_every_experiment()
    {
        var before = Of(Keys(), "subscriber-1");
        _time.Advance(TimeSpan.FromDays(40));
        Assert.Equal(before.Recipient, Of(Keys(), "subscriber-1", "exp_2").Recipient);
        Assert.NotEqual(before.Recipient, Of(Keys(), "subscriber-2").Recipient);
        Assert.Equal(0UL, before.Viewer);
    }

    [Fact]
    public void A_viewer_lasts_a_day_over_restarts_and_not_longer()
    {
        var keys = Keys();
        var morning = Of(keys, null);
        _time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(morning, Of(Keys(), null));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual(morning.Viewer, Of(keys, null).Viewer);
        Assert.Equal(Of(keys, null), Of(Keys(), null));
    }

    [Fact]
    public void Yesterdays_salt_is_destroyed()
    {
        var keys = Keys();
        Of(keys, null);
        var yesterday = File.ReadAllText(_folder.File("keys/viewer-salt.key"));
        _time.Advance(TimeSpan.FromDays(1));
        Of(keys, null);
        var salt = yesterday.Split(' ')[1].Trim();
        Assert.DoesNotContain(salt, string.Concat(Directory.GetFiles(_folder.File("keys")).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_was_far_ahead_for_a_moment_does_not_make_a_viewer_last_longer_than_a_day()
    {
        var keys = Keys();
        keys.Of("exp_1", null, Address, "Mail/1.0", _time.GetUtcNow().AddDays(300));
        var today = Of(keys, null);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual(today.Viewer, Of(keys, null).Viewer);
    }

    [Fact]
    public void A_salt_that_cannot_be_read_at_the_moment_costs_no_hit()
    {
        var keys = Keys();
        _time.Advance(TimeSpan.FromDays(1));
        using var held = new FileStream(_folder.File("keys/viewer-salt.key"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.NotEqual(0UL, Of(keys, null).Viewer);
    }

    [Fact]
    public void Viewers_of_two_experiments_cannot_be_linked() => Assert.NotEqual(Of(Keys(), null, "exp_1").Viewer, Of(Keys(), null, "exp_2").Viewer);

    [Theory]
    [InlineData("192.0.2.7", "Mail/1.0", "exp_1|192.0.2.7|Mail/1.0")]
    [InlineData("2001:db8::7", "Möbel/1.0", "exp_1|2001:db8::7|Möbel/1.0")]
    [InlineData(null, null, "exp_1||")]
    public void A_viewer_is_a_keyed_hash_of_experiment_address_and_user_agent(string? address, string? userAgent, string text)
    {
        var keys = Keys();
        var viewer = keys.Of("exp_1", null, address is null ? null : IPAddress.Parse(address), userAgent, _time.GetUtcNow());

        var salt = Convert.FromBase64String(File.ReadAllText(_folder.File("keys/viewer-salt.key")).Split(' ')[1].Trim());
        Assert.Equal(BinaryPrimitives.ReadUInt64LittleEndian(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text))), viewer.Viewer);
    }

    [Fact]
    public void A_plus_that_arrived_as_a_space_is_the_same_address() =>
        Assert.Equal(Of(Keys(), "ann+news@example.test").Recipient, Of(Keys(), "Ann news@example.test").Recipient);

    [Fact]
    public void An_address_is_the_same_for_a_day_in_one_experiment_and_nothing_else()
    {
        var keys = Keys();
        var morning = keys.OfAddress("exp_1", Address, _time.GetUtcNow());

        Assert.Matches("^[0-9a-f]{16}$", morning);
        Assert.Equal(morning, Keys().OfAddress("exp_1", Address.MapToIPv6(), _time.GetUtcNow().AddHours(2)));
        Assert.NotEqual(morning, keys.OfAddress("exp_2", Address, _time.GetUtcNow()));
        Assert.NotEqual(morning, keys.OfAddress("exp_1", IPAddress.Parse("192.0.2.8"), _time.GetUtcNow()));
        Assert.NotEqual(morning, keys.Of("exp_1", null, Address, "", _time.GetUtcNow()).AssignmentKey);
        Assert.NotEqual(morning, keys.OfAddress("exp_1", Address, _time.GetUtcNow().AddDays(1)));
    }

    [Fact]
    public void A_damaged_install_key_stops_the_start_instead_of_counting_everybody_twice()
    {
        Keys();
        File.WriteAllText(_folder.File("keys/recipient-key.key"), "rubbish");
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(Keys).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_can_be_read_by_their_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are a Unix matter.");
        Keys();
        Assert.All(Directory.GetFiles(_folder.File("keys")), f =>
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f));
            }
        });
    }

    public void Dispose() => _folder.Dispose();

    private PersonKeys Keys() => new(new SecretFiles(new DatabaseOptions { DataDirectory = _folder.Path }), _time);

    private Person Of(PersonKeys keys, string? recipient, string experiment = "exp_1") => keys.Of(experiment, recipient, Address, "Mail/1.0", _time.GetUtcNow());
}

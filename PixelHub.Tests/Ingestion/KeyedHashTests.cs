using System.Buffers.Binary;
using System.Security.Cryptography;
using PixelHub.Core.Ingestion;

namespace PixelHub.Tests.Ingestion;

public sealed class KeyedHashTests
{
    [Fact]
    public void It_is_the_start_of_the_platforms_own_HMAC_for_keys_and_texts_of_every_length()
    {
        var random = new Random(1);
        for (var length = 0; length < 300; length++)
        {
            var key = new byte[length % 65];
            var text = new byte[length];
            random.NextBytes(key);
            random.NextBytes(text);

            Assert.Equal(BinaryPrimitives.ReadUInt64LittleEndian(HMACSHA256.HashData(key, text)), new KeyedHash(key).Of(text));
        }
    }

    [Fact]
    public void A_key_that_would_have_to_be_hashed_first_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyedHash(new byte[65]));
}

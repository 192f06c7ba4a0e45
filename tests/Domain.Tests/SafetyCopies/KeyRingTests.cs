using System.Security.Cryptography;
using AudioRooms.Domain.SafetyCopies;

namespace AudioRooms.Domain.Tests.SafetyCopies;

public sealed class KeyRingTests
{
    private static readonly byte[] Old = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] New = [.. Enumerable.Repeat((byte)2, 32)];
    private static readonly byte[] DataKey = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    [Fact]
    public void Unwrap_ByTheRingThatWrapped_IsTheDataKey() =>
        new KeyRing([Old]).Unwrap("room", new KeyRing([Old]).Wrap("room", DataKey)).ShouldBe(DataKey);

    [Fact]
    public void Wrap_Twice_IsNeverTheSame() =>
        new KeyRing([Old]).Wrap("room", DataKey).Sealed.ShouldNotBe(new KeyRing([Old]).Wrap("room", DataKey).Sealed);

    [Fact]
    public void Wrap_HidesTheDataKey()
    {
        var wrapped = new KeyRing([Old]).Wrap("room", DataKey).Sealed.ToArray();

        wrapped.Length.ShouldBe(KeyRing.WrappedBytes);
        wrapped.AsSpan().IndexOf(DataKey.AsSpan(0, 4)).ShouldBe(-1);
    }

    [Fact]
    public void Unwrap_ForAnotherCopy_IsNull() =>
        new KeyRing([Old]).Unwrap("other", new KeyRing([Old]).Wrap("room", DataKey)).ShouldBeNull();

    [Fact]
    public void Unwrap_WithoutTheKey_IsNull() =>
        new KeyRing([New]).Unwrap("room", new KeyRing([Old]).Wrap("room", DataKey)).ShouldBeNull();

    [Fact]
    public void Unwrap_AnyBitChanged_IsNull()
    {
        var ring = new KeyRing([Old]);
        var wrapped = ring.Wrap("room", DataKey);
        for (var bit = 0; bit < KeyRing.WrappedBytes * 8; bit++)
        {
            var bytes = wrapped.Sealed.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));

            ring.Unwrap("room", wrapped with { Sealed = [.. bytes] }).ShouldBeNull($"bit {bit}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(KeyRing.WrappedBytes - 1)]
    [InlineData(KeyRing.WrappedBytes + 1)]
    public void Unwrap_AnotherLength_IsNull(int length) =>
        new KeyRing([Old]).Unwrap("room", new WrappedKey(KeyRing.IdOf(Old), [.. new byte[length]])).ShouldBeNull();

    [Fact]
    public void Rotation_TheNewKeyWraps_TheOldStillUnwraps()
    {
        var before = new KeyRing([Old]).Wrap("room", DataKey);
        var ring = new KeyRing([New, Old]);

        ring.IsCurrent(before).ShouldBeFalse();
        var after = ring.Wrap("room", ring.Unwrap("room", before));
        ring.IsCurrent(after).ShouldBeTrue();
        new KeyRing([New]).Unwrap("room", after).ShouldBe(DataKey);
    }

    [Fact]
    public void IdOf_RevealsNothing()
    {
        KeyRing.IdOf(Old).Length.ShouldBe(16);
        KeyRing.IdOf(Old).ShouldNotBe(KeyRing.IdOf(New));
        KeyRing.IdOf(Old).ShouldNotBe(Convert.ToHexStringLower(SHA256.HashData(Old))[..16]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void KeyRing_AKeyOfAnotherLength_IsRefused(int length) =>
        Should.Throw<ArgumentException>(() => new KeyRing([new byte[length]])).Message.ShouldContain(
            $"32 bytes, this one {length}");

    [Fact]
    public void KeyRing_NoKey_IsRefused() => Should.Throw<ArgumentException>(() => new KeyRing([]));

    [Fact]
    public void KeyRing_OneKeyTwice_IsRefused() => Should.Throw<ArgumentException>(() => new KeyRing([Old, New, Old]));
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using AudioRooms.Domain.SafetyCopies;

namespace AudioRooms.Domain.Tests.SafetyCopies;

public sealed class ReceiptChainTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        key.Dispose();
        other.Dispose();
    }

    [Fact]
    public void Verify_AWholeChain_Holds()
    {
        var receipts = Write(4);

        ReceiptChain.Verify(receipts, [key]).ShouldBe(new ReceiptVerdict(4, receipts[3].Hash, null));
    }

    [Fact]
    public void Verify_NoReceipts_Holds() =>
        ReceiptChain.Verify([], [key]).ShouldBe(new ReceiptVerdict(0, ReceiptChain.Origin, null));

    public static TheoryData<string> Fields => new(
        "copy", "ended", "due", "keyDestroyed", "deleted", "tracks", "segments", "bytes", "content", "keyId");

    [Theory]
    [MemberData(nameof(Fields))]
    public void Verify_AFieldChanged_NamesTheReceipt(string field)
    {
        var receipts = Write(4);
        var one = receipts[2];
        var changed = field switch
        {
            "copy" => one with { CopyId = "room9" },
            "ended" => one with { EndedAt = one.EndedAt.AddMilliseconds(1) },
            "due" => one with { DueAt = one.DueAt.AddMilliseconds(1) },
            "keyDestroyed" => one with { KeyDestroyedAt = one.KeyDestroyedAt.AddMilliseconds(1) },
            "deleted" => one with { DeletedAt = one.DeletedAt.AddMilliseconds(1) },
            "tracks" => one with { Tracks = one.Tracks + 1 },
            "segments" => one with { Segments = one.Segments + 1 },
            "bytes" => one with { Bytes = one.Bytes + 1 },
            "content" => one with { Content = ReceiptChain.Origin },
            _ => one with { KeyId = ReceiptChain.KeyIdOf(other) },
        };

        ReceiptChain.Verify(receipts.SetItem(2, changed), [key, other])
            .ShouldBe(new ReceiptVerdict(2, receipts[1].Hash, ReceiptFault.ReceiptAltered));
    }

    [Fact]
    public void Verify_AReceiptRemoved_IsFound() =>
        ReceiptChain.Verify(Write(4).RemoveAt(1), [key]).Fault.ShouldBe(ReceiptFault.NumberWrong);

    [Fact]
    public void Verify_ChainsOfTwoInstallationsJoined_IsFound() =>
        ReceiptChain.Verify(Write(2).AddRange(Write(4, installation: 2)[2..]), [key]).Fault.ShouldBe(ReceiptFault.LinkBroken);

    [Fact]
    public void Verify_WrittenAnewByAnotherKey_IsFound()
    {
        var forged = ReceiptChain.Next(null, Receipt(1), other);

        ReceiptChain.Verify([forged], [key]).Fault.ShouldBe(ReceiptFault.SignatureWrong);
    }

    [Fact]
    public void Verify_TheSignatureChanged_IsFound()
    {
        var receipts = Write(1);
        var signature = receipts[0].Signature.ToArray();
        signature[10] ^= 1;

        ReceiptChain.Verify([receipts[0] with { Signature = [.. signature] }], [key]).Fault
            .ShouldBe(ReceiptFault.SignatureWrong);
    }

    [Fact]
    public void Verify_NoSignature_IsFound() =>
        ReceiptChain.Verify([Write(1)[0] with { Signature = [] }], [key]).Fault.ShouldBe(ReceiptFault.SignatureWrong);

    [Fact]
    public void Verify_AfterANewKey_KnowsBoth()
    {
        var first = ReceiptChain.Next(null, Receipt(1), key);
        var second = ReceiptChain.Next(first, Receipt(2), other);

        ReceiptChain.Verify([first, second], [key, other]).Receipts.ShouldBe(2);
    }

    private ImmutableArray<DeletionReceipt> Write(int count, int installation = 1)
    {
        var receipts = ImmutableArray.CreateBuilder<DeletionReceipt>();
        for (var number = 1; number <= count; number++)
        {
            receipts.Add(
                ReceiptChain.Next(number == 1 ? null : receipts[^1], Receipt(number) with { Bytes = installation }, key));
        }

        return receipts.ToImmutable();
    }

    private static DeletionReceipt Receipt(int number) => new(
        0, $"room{number}", Noon, Noon.AddDays(30), Noon.AddDays(30.1), Noon.AddDays(30.2), 3, 40, 1_000_000,
        ReceiptChain.ContentOf([TrackChain.OriginOf($"room{number}", 1)]), "", "", "", []);
}

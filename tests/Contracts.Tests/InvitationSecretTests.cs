using System.Security.Cryptography;
using AudioRooms.Contracts.Invitations;

namespace AudioRooms.Contracts.Tests;

public sealed class InvitationSecretTests
{
    private static readonly byte[] Bits = [.. Enumerable.Range(0, 16).Select(value => (byte)(value * 17))];

    [Fact]
    public void FromBits_ALink_Has128Bits()
    {
        var link = InvitationSecret.FromBits(InvitationKind.Link, Bits);

        link.Length.ShouldBe(26);
        InvitationSecret.IsLinkToken(link).ShouldBeTrue();
    }

    [Fact]
    public void FromBits_ACode_Has60BitsInGroupsOfFour()
    {
        var code = InvitationSecret.FromBits(InvitationKind.Code, Bits);

        code.ShouldMatch("^[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}$");
        InvitationSecret.IsLinkToken(code).ShouldBeFalse();
    }

    // Every character of a code must carry its 5 bits; otherwise codes are easier to guess than their length suggests.
    [Fact]
    public void FromBits_ThousandCodes_UseTheWholeAlphabetAtEveryPlace()
    {
        var codes = Enumerable.Range(0, 1_000)
            .Select(seed =>
                InvitationSecret.FromBits(InvitationKind.Code, SHA256.HashData(BitConverter.GetBytes(seed)).AsSpan(0, 16)))
            .Select(code => code.Replace("-", string.Empty, StringComparison.Ordinal))
            .ToList();

        for (var place = 0; place < InvitationSecret.CodeLength; place++)
        {
            codes.Select(code => code[place]).Distinct().Count().ShouldBe(32);
        }
    }

    [Theory]
    [InlineData("1234-abcd-0xyz", "1234abcd0xyz")]
    [InlineData("1234-abcd-0xyz", " 1234 ABCD OXYZ ")]
    [InlineData("1234-abcd-0xyz", "i2l4-abcd-oxyz", false)]
    [InlineData("1234-abcd-0xyz", "l234-abcd-0xyz")]
    [InlineData("1234-abcd-0xyz", "1234-abcd-0xyy", false)]
    [InlineData("1234-abcd-0xyz", "1234-abcd-0xyz.")] // the end of a sentence
    // quotation marks and hyphens as telephones change them
    [InlineData("1234-abcd-0xyz", "\u201C1234\u2013abcd\u20140xyz\u201D")]
    [InlineData("1234-abcd-0xyz", "1234\u2011abcd\u22120xyz")] // non-breaking hyphens and minus signs
    // invisible characters that chats and copying add
    [InlineData("1234-abcd-0xyz", "\uFEFF12\u200B34\u00ADabcd\u2060\u00A00xyz\r\n")]
    [InlineData("1234-abcd-0xyz", "<1234_abcd/0xyz>")]
    [InlineData("1234-abcd-0xyz", "\uFF11\uFF12\uFF13\uFF14\uFF0DABCD\uFF0D\uFF10\uFF38YZ")] // full width
    [InlineData("1234-abcd-0xyz", "1234-abcd-0xyzé", false)] // another letter is another code
    public void KeyOf_HoweverTyped_IsTheSameIfItReadsTheSame(string code, string typed, bool expected = true) =>
        (InvitationSecret.KeyOf(typed) == InvitationSecret.KeyOf(code)).ShouldBe(expected);

    [Fact]
    public void KeyOf_ATextTooLong_IsNotTheKeyOfItsBeginning() =>
        InvitationSecret.KeyOf("1234-abcd-0xyz" + new string(' ', 100)).ShouldNotBe(InvitationSecret.KeyOf("1234-abcd-0xyz"));
}

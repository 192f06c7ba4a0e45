using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Contracts.Users;

/// <summary>A person's identity at another service. Issuer and subject together are unique and never given to another person
/// (OpenID Connect Core §5.7).</summary>
/// <param name="Issuer">The service, as it names itself in its tokens.</param>
/// <param name="Subject">The person's id there; at most 255 characters.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ExternalIdentity")]
public sealed record ExternalIdentity(
    [property: Id(0)] string Issuer,
    [property: Id(1)] string Subject)
{
    /// <summary>SHA-256 of the pair in hexadecimal, which has a fixed length. The separator is a line feed, which no issuer
    /// contains.</summary>
    public string Key() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Issuer}\n{Subject}")));
}

/// <summary>The gateway's proof that a person signed in at an issuer for this service a moment ago.</summary>
/// <param name="Identity">The identity that signed in.</param>
/// <param name="Nonce">The gateway's nonce, as it stood in the issuer's token. It can be used once.</param>
/// <param name="NonceExpiresAt">Until when the use of the nonce must be remembered.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ExternalProof")]
public sealed record ExternalProof(
    [property: Id(0)] ExternalIdentity Identity,
    [property: Id(1)] string Nonce,
    [property: Id(2)] DateTimeOffset NonceExpiresAt);

/// <summary>An external identity that opens an account.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkedIdentity")]
public sealed record LinkedIdentity(
    [property: Id(0)] ExternalIdentity Identity,
    [property: Id(1)] DateTimeOffset LinkedAt);

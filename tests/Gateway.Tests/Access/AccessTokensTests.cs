using System.Security.Cryptography;
using System.Text;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AudioRooms.Gateway.Tests.Access;

public sealed class AccessTokensTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 64).Select(value => (byte)value)];

    private static readonly string Session = Identifiers.NewId();

    private readonly FakeTimeProvider time = new();
    private readonly AccessTokens tokens;

    public AccessTokensTests() => tokens = new AccessTokens(new GatewayOptions { SigningKey = Key }, time);

    [Fact]
    public async Task Read_OfWhatWasIssued_NamesThePerson()
    {
        var (token, expiresAt) = tokens.Issue(People.Ada, Session, TimeSpan.FromMinutes(15));

        (await tokens.ReadAsync(token)).ShouldBe(new SignedInPerson(People.Ada, Session) { ExpiresAt = expiresAt });
        expiresAt.ShouldBe(time.GetUtcNow() + TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Read_ANameInAnyScript_ComesBackWhole()
    {
        var person = new Person(People.Ada.Id, "ada", "阿达 \"Ada\" 🎙");

        (await tokens.ReadAsync(tokens.Issue(person, Session, TimeSpan.FromMinutes(15)).Token))!.Person.ShouldBe(person);
    }

    [Fact]
    public async Task Read_OfASyntheticUser_SaysSo() =>
        (await tokens.ReadAsync(tokens.Issue(People.Ada, Session, TimeSpan.FromMinutes(15), isSynthetic: true).Token))
            .ShouldNotBeNull().IsSynthetic.ShouldBeTrue();

    // The life of 15 minutes and 30 seconds for clocks that differ.
    [Theory]
    [InlineData(929, true)]
    [InlineData(930, false)]
    [InlineData(86_400, false)]
    public async Task Read_AfterSomeSeconds_HoldsUntilItIsOver(int seconds, bool expected)
    {
        var (token, _) = tokens.Issue(People.Ada, Session, TimeSpan.FromMinutes(15));
        time.Advance(TimeSpan.FromSeconds(seconds));

        ((await tokens.ReadAsync(token)) is not null).ShouldBe(expected);
    }

    public static TheoryData<string> Forgeries => new(
        "no algorithm", "HS384", "HS512", "RS256", "another key", "another issuer", "another audience", "not yet", "no end",
        "no subject",
        "a subject that is no id", "no handle", "no name", "no session", "a session that is no id");

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Read_AForgery_IsNobody(string forgery)
    {
        var now = time.GetUtcNow().UtcDateTime;
        using var rsa = RSA.Create(2_048);
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = forgery == "another issuer" ? "elsewhere" : "audiorooms",
            Audience = forgery == "another audience" ? "elsewhere" : "audiorooms",
            NotBefore = forgery == "not yet" ? now + TimeSpan.FromMinutes(5) : now,
            Expires = forgery == "no end" ? null : now + TimeSpan.FromMinutes(15),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = forgery == "a subject that is no id" ? "admin" : People.Ada.Id.Value,
                ["handle"] = "ada",
                ["name"] = "Ada",
                ["sid"] = forgery == "a session that is no id" ? "all" : Session,
            },
            SigningCredentials = forgery switch
            {
                "no algorithm" => null,
                "HS384" => new SigningCredentials(new SymmetricSecurityKey(Key), SecurityAlgorithms.HmacSha384),
                "HS512" => new SigningCredentials(new SymmetricSecurityKey(Key), SecurityAlgorithms.HmacSha512),
                "RS256" => new SigningCredentials(new RsaSecurityKey(rsa.ExportParameters(true)), SecurityAlgorithms.RsaSha256),
                "another key" => new SigningCredentials(new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256),
                _ => new SigningCredentials(new SymmetricSecurityKey(Key), SecurityAlgorithms.HmacSha256),
            },
        };
        foreach (var (name, claim) in new[]
        {
            ("no subject", "sub"),
            ("no handle", "handle"),
            ("no name", "name"),
            ("no session", "sid"),
        })
        {
            if (forgery == name)
            {
                descriptor.Claims.Remove(claim);
            }
        }

        var forged = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);

        (await tokens.ReadAsync(forged)).ShouldBeNull(forgery);
    }

    [Fact]
    public async Task Read_TheSameTokenWithOneClaimChanged_IsNobody()
    {
        var parts = tokens.Issue(People.Ada, Session, TimeSpan.FromMinutes(15)).Token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace(
            People.Ada.Id.Value, People.Ben.Id.Value, StringComparison.Ordinal);

        (await tokens.ReadAsync($"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}")).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    public async Task Read_Garbage_IsNobody(string token) => (await tokens.ReadAsync(token)).ShouldBeNull();

    [Fact]
    public async Task Read_AnEnormousToken_IsNobody() =>
        (await tokens.ReadAsync(Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('a', 100_000))))).ShouldBeNull();
}

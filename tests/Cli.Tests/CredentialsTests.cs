using System.Runtime.Versioning;

namespace AudioRooms.Cli.Tests;

[SupportedOSPlatform("linux")]
public sealed class CredentialsTests : IDisposable
{
    private static readonly Uri Server = new("http://127.0.0.1:8081");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-credentials-");
    private readonly Credentials credentials;

    public CredentialsTests() =>
        credentials = Credentials.Of(name => name == "XDG_CONFIG_HOME" ? folder.FullName : null);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Find_NobodySignedIn_IsNull() => credentials.Find(Server).ShouldBeNull();

    [Fact]
    public void Find_AfterSave_IsWhatWasSaved()
    {
        var credential = new Credential("ada", "u1", "secret", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

        credentials.Save(Server, credential);

        credentials.Find(Server).ShouldBe(credential);
        credentials.Find(new Uri("http://other:8081")).ShouldBeNull();
    }

    [Fact]
    public void Save_ASecondAccount_KeepsTheFirst()
    {
        credentials.Save(Server, Account("ada"));

        credentials.Save(Server, Account("max"));

        credentials.Find(Server)!.Handle.ShouldBe("max");
        credentials.Find(Server, "ada").ShouldBe(Account("ada"));
        credentials.All(Server).Select(one => (one.Account.Handle, one.IsCurrent)).ShouldBe([("max", true), ("ada", false)]);
    }

    [Fact]
    public void Save_NotAsTheCurrentAccount_LeavesTheCurrentOne()
    {
        credentials.Save(Server, Account("ada"));

        credentials.Save(Server, Account("max"), makeCurrent: false);

        credentials.Find(Server)!.Handle.ShouldBe("ada");
        credentials.Find(Server, "max")!.Handle.ShouldBe("max");
    }

    [Fact]
    public void Save_RenewedTokensOfTheCurrentAccount_AreFoundByBothWays()
    {
        credentials.Save(Server, Account("ada"));

        credentials.Save(Server, Account("ada") with { AccessToken = "newer" }, makeCurrent: false);

        credentials.Find(Server)!.AccessToken.ShouldBe("newer");
        credentials.Find(Server, "ada")!.AccessToken.ShouldBe("newer");
    }

    [Fact]
    public void Save_AStoredAccountAgain_MakesItCurrentAndStoresItOnce()
    {
        credentials.Save(Server, Account("ada"));
        credentials.Save(Server, Account("max"));

        credentials.Save(Server, Account("ada"));

        credentials.All(Server).Select(one => (one.Account.Handle, one.IsCurrent)).ShouldBe([("ada", true), ("max", false)]);
    }

    [Fact]
    public void Forget_TheCurrentAccount_LeavesTheOthersAndNoCurrentOne()
    {
        credentials.Save(Server, Account("ada"));
        credentials.Save(Server, Account("max"));

        credentials.Forget(Server, "max");

        credentials.Find(Server).ShouldBeNull();
        credentials.All(Server).Select(one => one.Account.Handle).ShouldBe(["ada"]);
    }

    private static Credential Account(string handle) =>
        new(handle, "u1", $"secret of {handle}", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Save_NewFile_IsReadableByItsOwnerAlone()
    {
        credentials.Save(Server, new Credential("ada", "u1", "secret", DateTimeOffset.UnixEpoch));

        File.GetUnixFileMode(credentials.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(credentials.Path)!).ShouldHaveSingleItem();
    }

    [Fact]
    public void Find_FileIsNotJson_SaysWhichFileAndWhatToDo()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(credentials.Path)!);
        File.WriteAllText(credentials.Path, "{");

        var error = Should.Throw<CliException>(() => credentials.Find(Server));

        error.Message.ShouldContain(credentials.Path);
        error.Fix.ShouldNotBeNull();
    }
}

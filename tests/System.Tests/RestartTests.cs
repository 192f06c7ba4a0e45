using Microsoft.Data.Sqlite;

namespace AudioRooms.System.Tests;

/// <summary>Acknowledged changes are stored.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Kill_AfterARoomWasMade_TheNextServerHasTheRoomItsTitleAndItsOwner()
    {
        var data = Directory.CreateTempSubdirectory("audiorooms-restart-");
        try
        {
            string roomId;
            await using (var first = await Server.StartInAsync(data))
            {
                using var user = new CommandLine(first.Grpc);
                await user.JsonAsync("signup", "--handle", "ada", "--name", "Ada");
                roomId = (await user.JsonAsync("room", "create", "--title", "Survives")).GetProperty("roomId").GetString()!;
                await first.KillAsync();
            }

            await using var second = await Server.StartInAsync(data);
            using var again = new CommandLine(second.Grpc);
            await again.JsonAsync("signin", "--handle", "ada");
            var room = await again.JsonAsync("room", "show", roomId);

            room.GetProperty("title").GetString().ShouldBe("Survives");
            room.GetProperty("owner").GetString().ShouldBe("ada");
            room.GetProperty("phase").GetString().ShouldBe("live");
            (await again.JsonAsync("room", "end", roomId)).GetProperty("phase").GetString().ShouldBe("ended");
            await second.KillAsync();
            IntegrityOf(data).ShouldAllBe(answer => answer == "ok");
            IntegrityOf(data).ShouldNotBeEmpty();
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static List<string> IntegrityOf(DirectoryInfo data)
    {
        var answers = new List<string>();
        foreach (var file in data.GetFiles("*.db", SearchOption.AllDirectories).Concat(
            data.GetFiles("*.sqlite", SearchOption.AllDirectories)))
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = file.FullName, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            answers.Add((string)command.ExecuteScalar()!);
        }

        return answers;
    }
}

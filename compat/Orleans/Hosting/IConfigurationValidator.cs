namespace Orleans;

/// <summary>Checks the set-up before anything starts; throws when it is wrong.</summary>
public interface IConfigurationValidator
{
    void ValidateConfiguration();
}

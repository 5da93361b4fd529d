namespace PennaPay.Billy.Core.Access.Refusals;

/// <summary>The password has to be typed again before this change. Nothing was changed.</summary>
public sealed class PasswordNeededException() : Exception("The password is needed again.");

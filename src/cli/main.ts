#!/usr/bin/env node
import { launch } from "./launch.js";

launch(new URL("./command.cjs", import.meta.url));
